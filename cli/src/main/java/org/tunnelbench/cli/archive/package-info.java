/** Experiments carried from one controller to another. */
@NullMarked
package org.tunnelbench.cli.archive;

import org.jspecify.annotations.NullMarked;
