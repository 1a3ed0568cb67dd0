package org.tunnelbench.contract.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.HostSettingLevels;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Offloads;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.experiment.PathMtuDiscovery;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.Sysctls;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.experiment.Ttl;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.experiment.TunnelOptionLevels;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.HostOptions;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;

/** Documents of every kind that is allowed. */
final class DocumentArbitraries {
  private static final String WORD_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private DocumentArbitraries() {}

  static Arbitrary<ExperimentDocument> experiments() {
    return Combinators.combine(
            names(),
            selections(),
            blocks().list().ofMinSize(1).ofMaxSize(4),
            traffic(),
            Arbitraries.integers().between(1, 3),
            Arbitraries.longs(),
            Arbitraries.integers().between(10, 1000),
            Arbitraries.of("centos6", "debian12").optional())
        .as(
            (name, selection, blocks, traffic, repetitions, seed, allowance, profile) ->
                new ExperimentDocument(
                    name,
                    selection,
                    blocks,
                    traffic,
                    repetitions,
                    seed,
                    Duration.ofSeconds(traffic.seconds() + allowance),
                    profile));
  }

  private static Arbitrary<String> names() {
    return Combinators.combine(
            Arbitraries.strings().withChars(WORD_LETTERS).ofLength(1),
            Arbitraries.strings().withChars(WORD_LETTERS + " ._-").ofMaxLength(62))
        .as((first, rest) -> first + rest);
  }

  private static Arbitrary<HostName> hostNames() {
    return Arbitraries.strings()
        .withChars("abcxyz019.-")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(word -> word.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?"))
        .map(HostName::new);
  }

  private static Arbitrary<Map<String, String>> labels() {
    Arbitrary<String> words =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars(WORD_LETTERS).ofMinLength(1).ofMaxLength(20),
            Arbitraries.of("yes", "null", "1.5", "0x1F", "1e3", "on", "2026-01-01", "a.b-c_d"));
    return Arbitraries.maps(words, words).ofMaxSize(HostEntry.MOST_LABELS);
  }

  private static Arbitrary<PairSelection> selections() {
    return Arbitraries.oneOf(
        Arbitraries.just(new PairSelection.Everything()),
        Arbitraries.of("5.10", "6.1", "6.12", "7.2", "2.6.32-358.el6.x86_64", "6", "1e3")
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .map(PairSelection.ByKernel::new),
        hostNames()
            .list()
            .uniqueElements()
            .ofSize(2)
            .map(hosts -> new PairSelection.ByHosts.Pair(hosts.get(0), hosts.get(1)))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(PairSelection.ByHosts::new),
        labels().filter(map -> !map.isEmpty()).map(PairSelection.ByLabels::new));
  }

  private static Arbitrary<Block> blocks() {
    return Arbitraries.oneOf(
        Combinators.combine(
                subset(List.of(TunnelKind.GRETAP)),
                subset(List.of(InnerSide.values())).optional(),
                subset(List.of(LocalAddress.values())),
                subset(Protection.all()),
                mtus(),
                options(List.of(new TunnelKey("7"), TunnelKey.NONE, new TunnelKey("4294967295"))),
                settings())
            .as(DocumentArbitraries::block),
        Combinators.combine(
                subset(List.of(TunnelKind.GRETAP, TunnelKind.GRE, TunnelKind.IPIP)),
                subset(List.of(InnerSide.DIRECT)).optional(),
                subset(List.of(LocalAddress.values())),
                subset(Protection.all()),
                mtus(),
                options(List.of(TunnelKey.NONE)),
                settings())
            .as(DocumentArbitraries::block),
        subset(List.of(TunnelKind.values()))
            .map(
                tunnels ->
                    block(
                        tunnels,
                        Optional.empty(),
                        List.of(LocalAddress.SET),
                        List.of(Protection.NONE),
                        List.of(Mtu.DEFAULT),
                        TunnelOptionLevels.DEFAULT,
                        HostSettingLevels.DEFAULT)));
  }

  private static Block block(
      List<TunnelKind> tunnels,
      Optional<List<InnerSide>> inner,
      List<LocalAddress> local,
      List<Protection> protection,
      List<Mtu> mtu,
      TunnelOptionLevels options,
      HostSettingLevels settings) {
    return new Block(
        tunnels,
        inner,
        local,
        protection,
        Optional.of(List.of(PolicyTool.SETKEY)),
        List.of(Keying.RACOON, Keying.STRONGSWAN_IKEV2),
        mtu,
        options,
        settings);
  }

  /** One level each, since a block is crossed in full. */
  private static Arbitrary<TunnelOptionLevels> options(List<TunnelKey> keys) {
    return Combinators.combine(
            Arbitraries.of(Ttl.DEFAULT, new Ttl("inherit")),
            Arbitraries.of(keys),
            Arbitraries.of(PathMtuDiscovery.values()))
        .as(
            (ttl, key, discovery) ->
                new TunnelOptionLevels(List.of(ttl), List.of(key), List.of(discovery)));
  }

  private static Arbitrary<HostSettingLevels> settings() {
    return Combinators.combine(
            Arbitraries.of(Offloads.DEFAULT, Offloads.parse("tso=off, gro=on")),
            Arbitraries.of(
                Sysctls.DEFAULT,
                Sysctls.parse(
                    "net.ipv4.xfrm4_gc_thresh=1024, net.ipv4.tcp_rmem=4096 87380 6291456")))
        .as((offload, sysctl) -> new HostSettingLevels(List.of(offload), List.of(sysctl)));
  }

  private static Arbitrary<List<Mtu>> mtus() {
    return Arbitraries.oneOf(
            Arbitraries.just(Mtu.DEFAULT),
            Arbitraries.integers().between(Mtu.LEAST, Mtu.MOST).map(Mtu.Fixed::new))
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static <T> Arbitrary<List<T>> subset(List<T> levels) {
    return Arbitraries.shuffle(levels)
        .flatMap(
            shuffled ->
                Arbitraries.integers()
                    .between(1, shuffled.size())
                    .map(size -> List.copyOf(shuffled.subList(0, size))));
  }

  private static Arbitrary<TrafficSpec> traffic() {
    return Combinators.combine(
            Arbitraries.integers().between(60, 600),
            Arbitraries.integers()
                .between(TrafficSpec.SHORTEST_INTERVAL, TrafficSpec.LONGEST_INTERVAL),
            Arbitraries.integers().between(1, TrafficSpec.MOST_STREAMS),
            Arbitraries.of(Direction.values()),
            Arbitraries.longs()
                .between(TrafficSpec.LOWEST_RATE, TrafficSpec.HIGHEST_RATE)
                .optional(),
            Combinators.combine(
                    Arbitraries.integers().between(1, 500), Arbitraries.integers().between(60, 600))
                .as((permille, usual) -> new AdaptiveLength(permille / 1000.0, usual))
                .optional())
        .as(
            (seconds, millis, streams, direction, rate, adaptive) ->
                new TrafficSpec(
                    rate.isPresent() || direction == Direction.BOTH || adaptive.isPresent()
                        ? TrafficSpec.AUTO
                        : TrafficSpec.TOOLS.get(streams % TrafficSpec.TOOLS.size()),
                    Math.max(seconds, adaptive.map(AdaptiveLength::usualSeconds).orElse(0)),
                    Duration.ofMillis(millis),
                    streams,
                    direction,
                    rate.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    rate.isPresent() && seconds % 2 == 0 ? Transport.UDP : Transport.TCP,
                    streams % 2 == 0,
                    adaptive));
  }

  static Arbitrary<FleetDocument> fleets() {
    return hostNames()
        .list()
        .uniqueElements()
        .ofMinSize(2)
        .ofMaxSize(6)
        .flatMap(
            names ->
                Combinators.combine(
                        Combinators.combine(names.stream().map(DocumentArbitraries::host).toList())
                            .as(DocumentArbitraries::withAddresses),
                        Arbitraries.of("lab", "machine-1").optional(),
                        Arbitraries.integers().between(0, names.size() - 1))
                    .as(
                        (hosts, shared, pairs) ->
                            new FleetDocument(hosts, pairs(hosts, shared, pairs))));
  }

  private static List<PairEntry> pairs(List<HostEntry> hosts, Optional<String> shared, int number) {
    List<PairEntry> pairs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      pairs.add(new PairEntry(hosts.get(i).name(), hosts.get(i + 1).name(), shared, i % 2 == 0));
    }
    return pairs;
  }

  private static List<HostEntry> withAddresses(List<HostEntry> hosts) {
    List<HostEntry> addressed = new ArrayList<>();
    for (HostEntry host : hosts) {
      addressed.add(
          new HostEntry(
              host.name(),
              host.kind(),
              Ipv4Address.of(0x0a000000L + addressed.size()),
              host.ssh(),
              host.namespace(),
              host.labels(),
              host.options()));
    }
    return addressed;
  }

  private static Arbitrary<HostEntry> host(HostName name) {
    return Combinators.combine(
            Arbitraries.of(HostKind.values()), labels(), SshArbitraries.entries(), options())
        .as(
            (kind, labels, ssh, options) ->
                new HostEntry(
                    name,
                    kind,
                    new Ipv4Address("10.0.0.1"),
                    kind == HostKind.SSH ? Optional.of(ssh) : Optional.empty(),
                    kind == HostKind.NETNS ? Optional.of("on") : Optional.empty(),
                    labels,
                    new HostOptions(
                        options.tools(), options.unloadModules() && kind != HostKind.NETNS)));
  }

  private static Arbitrary<HostOptions> options() {
    return Combinators.combine(
            Arbitraries.maps(
                    Arbitraries.of(HostOptions.TOOLS),
                    Arbitraries.of("/opt/iproute2-2.6.18/sbin/ip", "/usr/local/sbin/tool"))
                .ofMaxSize(3),
            Arbitraries.of(true, false))
        .as(HostOptions::new);
  }
}
