/** The names of the agent's metrics. */
@NullMarked
package org.tunnelbench.hostagent.metrics;

import org.jspecify.annotations.NullMarked;
