/** Traffic where a host has no iperf3. Pure: nothing here runs anything. */
@NullMarked
package org.tunnelbench.throughputprobe.traffic.shell;

import org.jspecify.annotations.NullMarked;
