package org.tunnelbench.controller.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.Encryption;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.KernelRelease;
import org.tunnelbench.contract.host.LinkDialect;
import org.tunnelbench.contract.host.PairEntry;

/**
 * What a document demands of each host, held against the host's facts. Refuses only what the facts
 * show to be missing: facts that tell nothing of modules or of algorithms refuse nothing.
 */
final class Demands {
  /** What the kernel takes where ip does not say how many bits of a hash are sent. */
  private static final int UNTOLD_TRUNCATION_BITS = 96;

  private static final Pattern IPERF3_VERSION = Pattern.compile("iperf 3\\.([0-9]{1,4})");
  private static final int FIRST_WITH_BOTH_DIRECTIONS = 7;

  private final List<HostFacts> hosts;
  private final List<Violation> unmet = new ArrayList<>();

  private Demands(List<HostFacts> hosts) {
    this.hosts = hosts;
  }

  /** One violation for each demand and each host that cannot meet it. */
  static List<Violation> unmet(
      ExperimentDocument document, List<PairEntry> pairs, KnownHosts hosts) {
    List<HostName> names =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.sender(), pair.receiver()))
            .distinct()
            .toList();
    Demands demands = new Demands(names.stream().map(hosts::requireFacts).toList());
    demands.traffic(document.traffic());
    demands.tool("blocks", "ping", "proves that the other end answers");
    for (int i = 0; i < document.blocks().size(); i++) {
      demands.block("blocks[" + i + "]", document.blocks().get(i));
    }
    return demands.unmet.stream().distinct().toList();
  }

  /** A shell needs nothing; where none will do, all hosts need one tool that does. */
  private void traffic(TrafficSpec traffic) {
    List<String> able = traffic.tools();
    String best = able.getFirst();
    boolean allHaveOne =
        able.contains(TrafficSpec.SHELL)
            || able.stream()
                .anyMatch(name -> hosts.stream().allMatch(host -> host.tools().containsKey(name)));
    if (!allHaveOne) {
      tool(
          trafficField(traffic),
          best,
          traffic.tool().equals(best) ? "sends the traffic" : purpose(traffic));
    }
    if (traffic.direction() == Direction.BOTH) {
      hosts.forEach(this::bothDirections);
    }
  }

  private static String trafficField(TrafficSpec traffic) {
    if (!traffic.tool().equals(TrafficSpec.AUTO)) {
      return "traffic.tool";
    }
    if (traffic.direction() == Direction.BOTH) {
      return "traffic.direction";
    }
    return traffic.transport() == Transport.UDP ? "traffic.transport" : "traffic.rateLimit";
  }

  private static String purpose(TrafficSpec traffic) {
    if (traffic.direction() == Direction.BOTH) {
      return "alone sends in both directions at once";
    }
    return traffic.transport() == Transport.UDP ? "sends UDP" : "alone limits a rate";
  }

  /** Release notes of iperf 3.7. */
  private void bothDirections(HostFacts host) {
    String version = host.tools().getOrDefault(TrafficSpec.IPERF3, "");
    Matcher matcher = IPERF3_VERSION.matcher(version);
    if (matcher.find() && Integer.parseInt(matcher.group(1)) < FIRST_WITH_BOTH_DIRECTIONS) {
      refuse(
          "traffic.direction",
          host,
          "has %s, and both directions at once came with iperf 3.7: install that there, or write forward or reverse"
              .formatted(version));
    }
  }

  private void block(String field, Block block) {
    List<Levels> cells = block.cells();
    block.tunnel().forEach(tunnel -> tunnel(field + ".tunnel", tunnel));
    if (cells.stream().anyMatch(cell -> cell.inner() == InnerSide.BRIDGED)) {
      module(field + ".inner", "bridge", "bridged");
      module(field + ".inner", "veth", "bridged");
      bridges(field + ".inner");
    }
    if (cells.stream().anyMatch(cell -> !cell.settings().offload().equals(Offloads.DEFAULT))) {
      tool(field + ".offload", "ethtool", "sets offloads");
    }
    if (cells.stream().anyMatch(cell -> !cell.settings().sysctl().equals(Sysctls.DEFAULT))) {
      tool(field + ".sysctl", "sysctl", "sets kernel parameters");
    }
    for (Protection protection : block.protection()) {
      if (protection instanceof Protection.Esp esp) {
        module(field + ".protection", "esp4", esp.toString());
        module(field + ".protection", "xfrm_user", esp.toString());
        algorithms(field + ".protection", esp);
        if (esp.encryption().authenticates()) {
          release(field + ".protection", esp.toString(), KernelRelease.FIRST_WITH_AEAD);
        }
      }
    }
    cells.stream().filter(Levels::isProtected).forEach(cell -> protectedBy(field, cell));
  }

  private void protectedBy(String field, Levels cell) {
    Protection.Esp esp = (Protection.Esp) cell.protection();
    if (cell.policies() == PolicyTool.SETKEY) {
      tool(field + ".policies", "setkey", "writes policies and associations");
      if (cell.keying() == Keying.MANUAL && esp.encryption().setkeyName().isEmpty()) {
        cannot(field + ".policies", "setkey", esp);
      }
    }
    if (cell.policies() == PolicyTool.IP_XFRM) {
      xfrmByIp(field + ".policies");
      if (cell.keying() == Keying.MANUAL) {
        esp.authentication().ifPresent(hash -> truncation(field + ".policies", hash));
      }
    }
    if (cell.keying().negotiates()) {
      removalByIp(field + ".keying");
    }
    cell.keying().tools().forEach(name -> tool(field + ".keying", name, "negotiates keys"));
    if (cell.keying() == Keying.RACOON) {
      tool(field + ".keying", "racoonctl", "says why racoon brings no keys");
      if (esp.encryption().racoonName().isEmpty()) {
        cannot(field + ".keying", "racoon", esp);
      }
    }
  }

  /** The length that an old ip leaves to the kernel. */
  private void truncation(String field, Authentication hash) {
    if (hash.truncationBits() == UNTOLD_TRUNCATION_BITS) {
      return;
    }
    hosts.stream()
        .filter(host -> host.tools().containsKey("ip") && host.ipVersion().knowsXfrm())
        .filter(host -> !host.ipVersion().truncatesAuthentication())
        .forEach(
            host ->
                refuse(
                    field,
                    host,
                    "has %s, which cannot truncate %s to %d bits: write policies by setkey, or leave %s out"
                        .formatted(host.tools().get("ip"), hash, hash.truncationBits(), hash)));
  }

  private void cannot(String field, String tool, Protection.Esp esp) {
    unmet.add(
        ExperimentPlanner.violation(
            field,
            "%s knows no %s: give %s a block of its own".formatted(tool, esp.encryption(), esp)));
  }

  private void tunnel(String field, TunnelKind tunnel) {
    if (tunnel != TunnelKind.NONE) {
      tool(field, "ip", "sets tunnels up");
    }
    switch (tunnel) {
      case GRETAP -> {
        module(field, "ip_gre", "gretap");
        release(field, "gretap", KernelRelease.FIRST_WITH_GRETAP);
        gretapByIp(field);
      }
      case GRE -> module(field, "ip_gre", "gre");
      case IPIP -> module(field, "ipip", "ipip");
      case NONE -> {}
    }
  }

  private void tool(String field, String tool, String purpose) {
    hosts.forEach(host -> tool(field, host, tool, purpose));
  }

  private void tool(String field, HostFacts host, String tool, String purpose) {
    if (!host.tools().containsKey(tool)) {
      refuse(field, host, "has no %s, which %s: install it there".formatted(tool, purpose));
    }
  }

  private void bridges(String field) {
    hosts.stream()
        .filter(host -> !LinkDialect.of(host).bridgesByLink())
        .forEach(host -> tool(field, host, "brctl", "makes bridges where ip or kernel cannot"));
  }

  private void xfrmByIp(String field) {
    hosts.stream()
        .filter(host -> host.tools().containsKey("ip") && !host.ipVersion().knowsXfrm())
        .forEach(
            host ->
                refuse(
                    field,
                    host,
                    "has %s, whose ip knows no xfrm: install iproute2 there, or name setkey as policies"
                        .formatted(host.tools().get("ip"))));
  }

  private void removalByIp(String field) {
    hosts.stream()
        .filter(host -> host.tools().containsKey("ip") && !host.ipVersion().knowsXfrm())
        .forEach(
            host ->
                refuse(
                    field,
                    host,
                    "has %s, whose ip knows no xfrm, by which the associations that a daemon made are removed: install iproute2 there, or key by hand"
                        .formatted(host.tools().get("ip"))));
  }

  private void gretapByIp(String field) {
    hosts.stream()
        .filter(host -> host.tools().containsKey("ip") && !host.ipVersion().addsGreLinks())
        .forEach(
            host ->
                refuse(
                    field,
                    host,
                    "has %s, and gretap is made by iproute2 2.6.28 or newer: install iproute2 there, or leave gretap out"
                        .formatted(host.tools().get("ip"))));
  }

  private void module(String field, String module, String level) {
    for (HostFacts host : hosts) {
      if (!host.modules().isEmpty() && !host.modules().contains(module)) {
        refuse(
            field,
            host,
            "has no kernel module %s, which %s needs: choose a kernel that has it, or leave %s out"
                .formatted(module, level, level));
      }
    }
  }

  private void release(String field, String level, KernelRelease first) {
    for (HostFacts host : hosts) {
      if (KernelRelease.of(host.kernelRelease()).isBefore(first)) {
        refuse(
            field,
            host,
            "runs %s, and %s came with %s: leave %s out, or choose another host"
                .formatted(host.kernelRelease(), level, first, level));
      }
    }
  }

  private void algorithms(String field, Protection.Esp esp) {
    List<String> encryption = providers(esp.encryption());
    Optional<List<String>> authentication = esp.authentication().map(Demands::providers);
    for (HostFacts host : hosts) {
      if (!provides(host, encryption)) {
        refuseAlgorithm(field, host, esp.encryption().kernelName(), esp);
      }
      if (!authentication.map(names -> provides(host, names)).orElse(true)) {
        refuseAlgorithm(
            field, host, esp.authentication().map(Authentication::kernelName).orElse(""), esp);
      }
    }
  }

  private void refuseAlgorithm(String field, HostFacts host, String name, Protection.Esp esp) {
    refuse(
        field,
        host,
        "has no algorithm %s in its kernel, which %s needs: leave %s out"
            .formatted(name, esp, esp));
  }

  /** Templates such as hmac(md5) appear in /proc/crypto only once they are used: ask for less. */
  private static boolean provides(HostFacts host, List<String> names) {
    return host.cryptoDrivers().isEmpty()
        || names.stream()
            .anyMatch(
                name -> host.cryptoDrivers().containsKey(name) || host.modules().contains(name));
  }

  private static List<String> providers(Encryption encryption) {
    return switch (encryption) {
      case NULL -> List.of("ecb(cipher_null)", "cipher_null", "crypto_null");
      case AES_128_CBC -> List.of("cbc(aes)", "aes", "aes_generic");
      case AES_128_GCM -> List.of("rfc4106(gcm(aes))", "gcm(aes)", "aes", "aes_generic");
    };
  }

  private static List<String> providers(Authentication authentication) {
    return switch (authentication) {
      case HMAC_MD5 -> List.of("hmac(md5)", "md5");
      case HMAC_SHA1 -> List.of("hmac(sha1)", "sha1", "sha1_generic");
      case HMAC_SHA256 -> List.of("hmac(sha256)", "sha256", "sha256_generic");
    };
  }

  private void refuse(String field, HostFacts host, String lack) {
    unmet.add(ExperimentPlanner.violation(field, "host '%s' %s".formatted(host.host(), lack)));
  }
}
