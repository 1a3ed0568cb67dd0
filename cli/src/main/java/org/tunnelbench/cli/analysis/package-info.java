/** Judging what was measured elsewhere, and one result against another. */
@NullMarked
package org.tunnelbench.cli.analysis;

import org.jspecify.annotations.NullMarked;
