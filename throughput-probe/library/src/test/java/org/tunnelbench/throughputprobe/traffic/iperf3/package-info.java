/** Tests. */
@NullMarked
package org.tunnelbench.throughputprobe.traffic.iperf3;

import org.jspecify.annotations.NullMarked;
