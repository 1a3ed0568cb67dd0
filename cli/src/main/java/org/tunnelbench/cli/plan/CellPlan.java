package org.tunnelbench.cli.plan;

import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.host.HostName;

/**
 * What a trial of a cell does.
 *
 * @param kernel of the pair's first host
 * @param levels every factor's level
 */
record CellPlan(
    String kernel, List<HostName> pair, Map<String, String> levels, List<HostPlan> hosts) {
  /**
   * What it does on a host, as lines that one would type; a file's content stands indented below
   * its name.
   *
   * @param prepare what is done once for all trials, before anything is looked at
   * @param before what the host is seen to be before anything is changed, and again at the end
   * @param undoTimer what the host does by itself where it cannot be reached any more; armed before
   *     anything is set up, disarmed once the host is as it was
   * @param setUp what sets the end up
   * @param proof what proves that it works
   * @param traffic what sends or receives
   * @param takeDown what undoes it
   */
  record HostPlan(
      HostName name,
      List<String> prepare,
      List<String> before,
      List<String> undoTimer,
      List<String> setUp,
      List<String> proof,
      List<String> traffic,
      List<String> takeDown) {}
}
