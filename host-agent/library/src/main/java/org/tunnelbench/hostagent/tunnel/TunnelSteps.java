package org.tunnelbench.hostagent.tunnel;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.TrialNames;

/** Plans a tunnel and its inner side with ip-link(8) and ip-address(8). */
public final class TunnelSteps {
  private final EndpointSpec spec;
  private final TrialNames names;
  private final List<PlannedStep> steps = new ArrayList<>();

  private TunnelSteps(EndpointSpec spec, TrialNames names) {
    this.spec = spec;
    this.names = names;
  }

  /** The steps that make the tunnel of an end; none where it has no tunnel. */
  public static List<PlannedStep> of(EndpointSpec spec, TrialNames names) {
    TunnelSteps planned = new TunnelSteps(spec, names);
    spec.inner().ifPresent(planned::plan);
    return List.copyOf(planned.steps);
  }

  private void plan(Ipv4Network inner) {
    addTunnel();
    switch (spec.levels().tunnel()) {
      case GRETAP -> {
        if (spec.levels().inner() == InnerSide.BRIDGED) {
          addBridgedSide();
        }
        change("ip", "address", "add", inner.toString(), "dev", trafficInterface());
      }
      case GRE, IPIP -> addPointToPointAddress(inner.address(), spec.trafficPeer());
      case NONE -> throw new IllegalArgumentException("an inner address needs a tunnel");
    }
    bringUp(trafficInterface());
  }

  private void addTunnel() {
    List<String> argv = new ArrayList<>(List.of("ip", "link", "add", "name", names.tunnel()));
    argv.addAll(List.of("type", spec.levels().tunnel().word()));
    if (spec.levels().local() == LocalAddress.SET) {
      argv.addAll(List.of("local", spec.underlay().value()));
    }
    argv.addAll(List.of("remote", spec.underlayPeer().value()));
    make(argv, names.tunnel());
  }

  private void addBridgedSide() {
    make(List.of("ip", "link", "add", "name", names.bridge(), "type", "bridge"), names.bridge());
    make(
        List.of(
            "ip",
            "link",
            "add",
            "name",
            names.bridgedEnd(),
            "type",
            "veth",
            "peer",
            "name",
            names.outerEnd()),
        names.bridgedEnd());
    for (String port : List.of(names.tunnel(), names.bridgedEnd())) {
      change("ip", "link", "set", "dev", port, "master", names.bridge(), "up");
    }
    change("ip", "link", "set", "dev", names.bridge(), "up");
  }

  private void addPointToPointAddress(Ipv4Address address, Ipv4Address peer) {
    change("ip", "address", "add", address.value(), "peer", peer.value(), "dev", names.tunnel());
  }

  private void bringUp(String device) {
    List<String> argv = new ArrayList<>(List.of("ip", "link", "set", "dev", device));
    if (spec.levels().mtu() instanceof Mtu.Fixed(int bytes)) {
      argv.addAll(List.of("mtu", Integer.toString(bytes)));
    }
    argv.add("up");
    steps.add(new PlannedStep.Command(argv, List.of()));
  }

  private String trafficInterface() {
    return spec.levels().inner() == InnerSide.BRIDGED ? names.outerEnd() : names.tunnel();
  }

  private void make(List<String> argv, String device) {
    steps.add(
        new PlannedStep.Command(argv, List.of(List.of("ip", "link", "delete", "dev", device))));
  }

  private void change(String... argv) {
    steps.add(new PlannedStep.Command(List.of(argv), List.of()));
  }

  /** The interface that carries the traffic's address on an end. */
  public static String trafficInterface(
      EndpointSpec spec, TrialNames names, String underlayInterface) {
    return spec.inner().isEmpty()
        ? underlayInterface
        : new TunnelSteps(spec, names).trafficInterface();
  }
}
