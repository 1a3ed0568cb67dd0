/** An experiment's report, as files. */
@NullMarked
package org.tunnelbench.cli.report;

import org.jspecify.annotations.NullMarked;
