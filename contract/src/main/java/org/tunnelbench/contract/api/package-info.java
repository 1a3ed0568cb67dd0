/** What the REST interface answers and what result.json holds. */
@NullMarked
package org.tunnelbench.contract.api;

import org.jspecify.annotations.NullMarked;
