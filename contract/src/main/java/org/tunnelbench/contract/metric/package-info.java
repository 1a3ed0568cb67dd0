/** What services promise of the metrics that they show. */
@NullMarked
package org.tunnelbench.contract.metric;

import org.jspecify.annotations.NullMarked;
