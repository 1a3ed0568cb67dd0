/** Experiment documents from the command line. */
@NullMarked
package org.tunnelbench.cli.document;

import org.jspecify.annotations.NullMarked;
