/** Experiments from the command line: run and demo. */
@NullMarked
package org.tunnelbench.cli.run;

import org.jspecify.annotations.NullMarked;
