/** Tests. */
@NullMarked
package org.tunnelbench.contract.metric;

import org.jspecify.annotations.NullMarked;
