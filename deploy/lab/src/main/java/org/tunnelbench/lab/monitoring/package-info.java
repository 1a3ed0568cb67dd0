/** A real Prometheus beside the fleet. */
@NullMarked
package org.tunnelbench.lab.monitoring;

import org.jspecify.annotations.NullMarked;
