/** Tests of the timing of round trips. */
@NullMarked
package org.tunnelbench.throughputprobe.latency;

import org.jspecify.annotations.NullMarked;
