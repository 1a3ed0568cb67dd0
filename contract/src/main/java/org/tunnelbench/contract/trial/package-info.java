/** One trial: what each end is to set up, and how it can fail. */
@NullMarked
package org.tunnelbench.contract.trial;

import org.jspecify.annotations.NullMarked;
