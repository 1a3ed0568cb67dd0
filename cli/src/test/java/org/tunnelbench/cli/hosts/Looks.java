package org.tunnelbench.cli.hosts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;

/** Hosts as a look shows them. */
final class Looks {
  static final Map<String, String> TOOLS =
      Map.of(
          "ip", "ip utility, iproute2-6.1.0",
          "ping", "ping from iputils 20221126",
          "iperf3", "iperf 3.12");
  static final Set<String> MODULES =
      Set.of(
          "ip_gre",
          "ipip",
          "bridge",
          "veth",
          "xfrm_user",
          "esp4",
          "crypto_null",
          "authenc",
          "hmac",
          "md5",
          "sha1_generic",
          "sha256_generic",
          "aes_generic",
          "cbc",
          "ctr",
          "gcm");

  private Looks() {}

  /** A host that can do everything but what IKE needs. */
  static HostLook.Open fit(String name, String underlay) {
    return look(name, underlay, 0, TOOLS, MODULES, List.of());
  }

  static HostLook.Open look(
      String name,
      String underlay,
      int user,
      Map<String, String> tools,
      Set<String> modules,
      List<String> drops) {
    HostName host = new HostName(name);
    Ipv4Address address = new Ipv4Address(underlay);
    return new HostLook.Open(
        new HostEntry(
            host,
            HostKind.SSH,
            address,
            Optional.of(SshEntry.byKey("192.0.2.1", 22, "root", "/key", "ssh-ed25519 AAAA")),
            Optional.empty(),
            Map.of()),
        user,
        new HostFacts(
            host, "6.1.0", "6.1.0-1", tools, modules, Set.of(), List.of(), Map.of(), address,
            "eth0", 1500, ""),
        Set.of(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        drops,
        Optional.of(Interpreter.PERL));
  }
}
