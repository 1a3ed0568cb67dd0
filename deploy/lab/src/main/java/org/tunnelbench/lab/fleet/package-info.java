/** The fleet's own processes: broker, controller, host agent and throughput probe. */
@NullMarked
package org.tunnelbench.lab.fleet;

import org.jspecify.annotations.NullMarked;
