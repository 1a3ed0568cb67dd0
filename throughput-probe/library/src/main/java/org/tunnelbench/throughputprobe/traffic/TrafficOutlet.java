package org.tunnelbench.throughputprobe.traffic;

import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;

/**
 * Where reports and samples go. Called in the order in which things happened on a host, by one
 * thread for each host; must not block.
 */
public interface TrafficOutlet {
  /** What was asked is done, or why it is not. */
  void report(Report report);

  /** What one end counted in one interval. */
  void sample(TrafficSample sample);
}
