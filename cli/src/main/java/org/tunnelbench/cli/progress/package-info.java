/** How an experiment that runs is told. */
@NullMarked
package org.tunnelbench.cli.progress;

import org.jspecify.annotations.NullMarked;
