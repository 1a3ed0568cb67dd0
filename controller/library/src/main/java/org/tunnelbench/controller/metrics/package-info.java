/** What the controller shows Prometheus: names, and how their values follow from the record. */
@NullMarked
package org.tunnelbench.controller.metrics;

import org.jspecify.annotations.NullMarked;
