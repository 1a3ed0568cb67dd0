/** What iperf3 is asked to do, and what its text output says. Pure: nothing here runs anything. */
@NullMarked
package org.tunnelbench.throughputprobe.traffic.iperf3;

import org.jspecify.annotations.NullMarked;
