package org.tunnelbench.hostagent.tunnel;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.experiment.TunnelOptions;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.host.LinkDialect;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.TrialNames;

/**
 * Plans a tunnel and its inner side with ip-link(8) and ip-address(8), or on old hosts with
 * ip-tunnel(8) and brctl(8).
 */
public final class TunnelSteps {
  private final EndpointSpec spec;
  private final LinkDialect dialect;
  private final TrialNames names;
  private final List<PlannedStep> steps = new ArrayList<>();

  private TunnelSteps(EndpointSpec spec, LinkDialect dialect, TrialNames names) {
    this.spec = spec;
    this.dialect = dialect;
    this.names = names;
  }

  /** The steps that make the tunnel of an end in its host's dialect; none without a tunnel. */
  public static List<PlannedStep> of(EndpointSpec spec, HostFacts facts, TrialNames names) {
    TunnelSteps planned = new TunnelSteps(spec, LinkDialect.of(facts), names);
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
    TunnelKind kind = spec.levels().tunnel();
    boolean byLink = dialect.tunnelsByLink() || kind == TunnelKind.GRETAP;
    List<String> argv = new ArrayList<>(List.of("ip", byLink ? "link" : "tunnel", "add"));
    argv.addAll(List.of("name", names.tunnel(), byLink ? "type" : "mode", kind.word()));
    if (spec.levels().local() == LocalAddress.SET) {
      argv.addAll(List.of("local", spec.underlay().value()));
    }
    argv.addAll(List.of("remote", spec.underlayPeer().value()));
    TunnelOptions options = spec.levels().options();
    options.ttl().argument().ifPresent(ttl -> argv.addAll(List.of("ttl", ttl)));
    options.key().argument().ifPresent(key -> argv.addAll(List.of("key", key)));
    options.pmtudisc().argument().ifPresent(argv::add);
    make(
        argv,
        byLink
            ? deleteLink(names.tunnel())
            : List.of("ip", "tunnel", "delete", "name", names.tunnel()));
  }

  private void addBridgedSide() {
    if (dialect.bridgesByLink()) {
      make(
          List.of("ip", "link", "add", "name", names.bridge(), "type", "bridge"),
          deleteLink(names.bridge()));
    } else {
      // brctl(8): a bridge must be down before it can be deleted.
      steps.add(
          new PlannedStep.Command(
              List.of("brctl", "addbr", names.bridge()),
              List.of(
                  List.of("ip", "link", "set", "dev", names.bridge(), "down"),
                  List.of("brctl", "delbr", names.bridge()))));
    }
    List<String> pair = new ArrayList<>(List.of("ip", "link", "add", "name", names.bridgedEnd()));
    pair.addAll(List.of("type", "veth", "peer", "name", names.outerEnd()));
    make(pair, deleteLink(names.bridgedEnd()));
    for (String port : List.of(names.tunnel(), names.bridgedEnd())) {
      if (dialect.bridgesByLink()) {
        change("ip", "link", "set", "dev", port, "master", names.bridge(), "up");
      } else {
        change("brctl", "addif", names.bridge(), port);
        change("ip", "link", "set", "dev", port, "up");
      }
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
    return tunnelInterface(spec, names);
  }

  private static String tunnelInterface(EndpointSpec spec, TrialNames names) {
    return spec.levels().inner() == InnerSide.BRIDGED ? names.outerEnd() : names.tunnel();
  }

  private void make(List<String> argv, List<String> inverse) {
    steps.add(new PlannedStep.Command(argv, List.of(inverse)));
  }

  private static List<String> deleteLink(String device) {
    return List.of("ip", "link", "delete", "dev", device);
  }

  private void change(String... argv) {
    steps.add(new PlannedStep.Command(List.of(argv), List.of()));
  }

  /** The interface that carries the traffic's address on an end. */
  public static String trafficInterface(
      EndpointSpec spec, TrialNames names, String underlayInterface) {
    return spec.inner().isEmpty() ? underlayInterface : tunnelInterface(spec, names);
  }
}
