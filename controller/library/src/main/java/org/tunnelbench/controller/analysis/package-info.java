/** What the samples say: verdicts on series, cells and kernels, and the findings in words. Pure. */
@NullMarked
package org.tunnelbench.controller.analysis;

import org.jspecify.annotations.NullMarked;
