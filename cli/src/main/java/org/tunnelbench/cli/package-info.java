/** The command line behind {@code ./tunnelbench}. */
@NullMarked
package org.tunnelbench.cli;

import org.jspecify.annotations.NullMarked;
