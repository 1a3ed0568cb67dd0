/** The probe's metrics and their names. */
@NullMarked
package org.tunnelbench.throughputprobe.metrics;

import org.jspecify.annotations.NullMarked;
