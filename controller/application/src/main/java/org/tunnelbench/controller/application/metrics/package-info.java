/** The controller's metrics for Prometheus. */
@NullMarked
package org.tunnelbench.controller.application.metrics;

import org.jspecify.annotations.NullMarked;
