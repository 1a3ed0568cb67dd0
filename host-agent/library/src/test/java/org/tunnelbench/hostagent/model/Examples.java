package org.tunnelbench.hostagent.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.PathMtuDiscovery;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.Ttl;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.experiment.TunnelOptions;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.HostOptions;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.contract.trial.TrialSecret;

/** Hosts, specs and facts for tests. */
public final class Examples {
  /** The host under test. */
  public static final HostName HOST = new HostName("host-a");

  /** Its peer. */
  public static final HostName PEER = new HostName("host-b");

  /** Its address. */
  public static final Ipv4Network UNDERLAY = Ipv4Network.parse("10.0.0.101/24");

  /** A cell without a protection. */
  public static final Levels PLAIN = levels(TunnelKind.GRETAP, InnerSide.BRIDGED, "none");

  /** A cell with one. */
  public static final Levels PROTECTED =
      levels(TunnelKind.GRETAP, InnerSide.BRIDGED, "esp/null/hmac-md5");

  private static final String PROTECTIONS = "none esp/null/hmac-md5 esp/aes-128-gcm";

  private Examples() {}

  /** An attempt at one trial. */
  public static Attempt attempt(int place, int number) {
    return new Attempt(new TrialId("0123456789ab-%05d".formatted(place)), number);
  }

  /** A cell with MTU 1300 and its local address set. */
  public static Levels levels(TunnelKind tunnel, InnerSide inner, String protection) {
    return new Levels(
        tunnel, inner, LocalAddress.SET, Protection.parse(protection), Mtu.parse("1300"));
  }

  /** A cell with every option of a tunnel and settings of both kinds. */
  public static Levels withOptionsAndSettings() {
    return levels(TunnelKind.GRE, InnerSide.DIRECT, "none")
        .with(new TunnelOptions(new Ttl("64"), new TunnelKey("42"), PathMtuDiscovery.ON))
        .with(
            new HostSettings(
                Offloads.parse("gro=off, tso=off"),
                Sysctls.parse("net.ipv4.xfrm4_gc_thresh=1024")));
  }

  /** A cell without a tunnel that sets offloads. */
  public static Levels withOffload(String offloads) {
    return levels(TunnelKind.GRE, InnerSide.DIRECT, "none")
        .with(new HostSettings(Offloads.parse(offloads), Sysctls.DEFAULT));
  }

  /** A cell of every kind. */
  public static List<Levels> cells() {
    List<Levels> cells = new ArrayList<>(List.of(withOptionsAndSettings()));
    for (String protection : PROTECTIONS.split(" ", -1)) {
      cells.add(levels(TunnelKind.GRETAP, InnerSide.BRIDGED, protection));
      for (TunnelKind tunnel : List.of(TunnelKind.GRETAP, TunnelKind.GRE, TunnelKind.IPIP)) {
        cells.add(levels(tunnel, InnerSide.DIRECT, protection));
      }
    }
    for (Keying keying : List.of(Keying.STRONGSWAN_IKEV1, Keying.STRONGSWAN_IKEV2)) {
      cells.add(PROTECTED.protectedBy(PROTECTED.protection(), PolicyTool.IP_XFRM, keying));
    }
    for (Keying keying : List.of(Keying.MANUAL, Keying.RACOON)) {
      cells.add(PROTECTED.protectedBy(PROTECTED.protection(), PolicyTool.SETKEY, keying));
    }
    cells.add(
        new Levels(
            TunnelKind.NONE, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT));
    return List.copyOf(cells);
  }

  /** The host's entry in a fleet document. */
  public static HostEntry entry() {
    return new HostEntry(
        HOST,
        HostKind.SSH,
        UNDERLAY.address(),
        Optional.of(SshEntry.byKey("127.0.0.1", 22, "root", "/key", "ssh-ed25519 AAAA")),
        Optional.empty(),
        Map.of());
  }

  /** The entry of a host from which modules are to be taken out again. */
  public static HostEntry entryThatWantsItsModulesBack() {
    HostEntry entry = entry();
    return new HostEntry(
        entry.name(),
        entry.kind(),
        entry.underlay(),
        entry.ssh(),
        entry.namespace(),
        entry.labels(),
        new HostOptions(Map.of(), true));
  }

  /** What a host with everything says of itself. */
  public static HostFacts facts() {
    return new HostFacts(
        HOST,
        "6.1.0-9-amd64",
        "6.1.27-1",
        Map.of(
            "ip", "ip utility, iproute2-6.1.0, libbpf 1.1.2",
            "ping", "ping from iputils 20221126",
            "ethtool", "ethtool version 6.1",
            "sysctl", "sysctl from procps-ng 4.0.2"),
        Set.of("ip_gre"),
        Set.of(),
        List.of("gre0"),
        Map.of(),
        UNDERLAY.address(),
        "vec0",
        1500,
        "");
  }

  /** What a host that runs this release says of itself. */
  public static HostFacts facts(Release release) {
    HostFacts like = facts();
    return new HostFacts(
        like.host(),
        release.kernel(),
        like.kernelBuild(),
        Map.of(
            "ip", release.ip(),
            "ping", "ping from iputils 20221126",
            "brctl", "bridge-utils, 1.2",
            "ethtool", "ethtool version 3.5",
            "sysctl", "procps version 3.2.8"),
        like.modules(),
        like.loadedModules(),
        like.fallbackDevices(),
        like.cryptoDrivers(),
        like.underlay(),
        like.underlayInterface(),
        like.underlayMtu(),
        like.publicKey());
  }

  /** The host's end of an attempt, its keys sealed for an agent. */
  public static EndpointSpec spec(Levels levels, Attempt attempt, String publicKey) {
    boolean tunnelled = levels.tunnel() != TunnelKind.NONE;
    return new EndpointSpec(
        attempt,
        HOST,
        PEER,
        levels,
        UNDERLAY.address(),
        new Ipv4Address("10.0.0.102"),
        tunnelled ? Optional.of(Ipv4Network.parse("198.18.0.1/30")) : Optional.empty(),
        tunnelled ? Optional.of(new Ipv4Address("198.18.0.2")) : Optional.empty(),
        levels.isProtected()
            ? Optional.of(keyed(levels, sealed(levels, attempt, publicKey)))
            : Optional.empty(),
        Duration.ofSeconds(60));
  }

  private static EspSpec keyed(Levels levels, String sealed) {
    return levels.keying().negotiates()
        ? new EspSpec.Ike(sealed)
        : new EspSpec.Manual(0x12345678, 0x9abcdef0L, sealed);
  }

  /** A secret of the right form; absent where the cell is not protected. */
  public static Optional<TrialSecret> secret(Levels levels) {
    if (!(levels.protection() instanceof Protection.Esp esp)) {
      return Optional.empty();
    }
    if (levels.keying().negotiates()) {
      return Optional.of(new PreSharedKey("testpsk"));
    }
    String encryption = "00".repeat(esp.encryption().keyBytes());
    String authentication =
        "00".repeat(esp.authentication().map(Authentication::keyBytes).orElse(0));
    return Optional.of(new SaKeys(encryption, authentication, encryption, authentication));
  }

  private static String sealed(Levels levels, Attempt attempt, String publicKey) {
    try {
      return SealedSecret.seal(publicKey, secret(levels).orElseThrow(), attempt, HOST);
    } catch (SealingException e) {
      throw new IllegalStateException(e);
    }
  }
}
