package org.tunnelbench.hostagent.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.ipsec.XfrmText;

/** The commands that show what stands on a host, and how their answers are read. */
public final class Snapshot {
  private static final List<String> POLICIES = List.of("ip", "xfrm", "policy");

  private final List<String> associations;

  /**
   * Commands for a host.
   *
   * @param ip what the host's iproute2 can do
   */
  public Snapshot(IpVersion ip) {
    List<String> argv = new ArrayList<>(List.of("ip", "xfrm", "state", "list"));
    if (ip.hidesKeys()) {
      argv.add("nokeys");
    }
    associations = List.copyOf(argv);
  }

  /** The commands, in order. */
  public List<List<String>> commands() {
    return List.of(IpJson.ADDRESSES, IpJson.ROUTES, POLICIES, associations);
  }

  /** The same, as steps of a batch. */
  public List<HostStep> steps() {
    return commands().stream().<HostStep>map(HostStep.Run::new).toList();
  }

  /**
   * Reads the answers to {@link #steps()}, all of which succeeded.
   *
   * @throws IllegalArgumentException where an answer is not in a form that is known
   */
  public HostState read(List<StepResult> results) {
    String devices = results.get(0).stdout();
    return new HostState(
        IpJson.links(devices),
        IpJson.addresses(devices),
        IpJson.routes(results.get(1).stdout()),
        XfrmText.policies(results.get(2).stdout()),
        XfrmText.associations(results.get(3).stdout()));
  }
}
