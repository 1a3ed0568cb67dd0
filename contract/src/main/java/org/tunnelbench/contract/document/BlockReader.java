package org.tunnelbench.contract.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.HostSettingLevels;
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
import org.tunnelbench.contract.experiment.TunnelOptionLevels;
import org.tunnelbench.contract.experiment.TunnelOptions;

/** Reads one block: the levels of every factor, each a word or a list. */
final class BlockReader {
  private static final String[] FIELDS = {
    "tunnel",
    "inner",
    "local",
    "protection",
    "policies",
    "keying",
    "mtu",
    "ttl",
    "key",
    "pmtudisc",
    "offload",
    "sysctl"
  };

  private final Fields fields;
  private final List<TunnelKind> tunnels;
  private final FactorReader factors;

  private BlockReader(Fields fields, List<TunnelKind> tunnels) {
    this.fields = fields;
    this.tunnels = tunnels;
    this.factors = new FactorReader(fields, tunnels);
  }

  /** The block; absent where a violation was noted. */
  static Optional<Block> read(Place place) {
    Optional<Fields> fields = place.fields("a block", FIELDS);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<TunnelKind>> tunnels =
        fields
            .get()
            .required("tunnel", "tunnel: gretap, or a list of gretap, gre, ipip and none")
            .flatMap(field -> FactorReader.levels(field, oneOf("tunnel", TunnelKind.values())));
    // Without its tunnels a block's other factors are still read, for their own errors.
    Optional<Block> block = new BlockReader(fields.get(), tunnels.orElse(List.of())).block();
    return tunnels.isPresent() ? block : Optional.empty();
  }

  private Optional<Block> block() {
    Optional<List<InnerSide>> inner =
        factors.factor(
            "inner",
            InnerSide.DIRECT,
            oneOf("inner", InnerSide.values()),
            (tunnel, side) ->
                new Levels(tunnel, side, LocalAddress.SET, Protection.NONE, Mtu.DEFAULT));
    Optional<List<LocalAddress>> local =
        factors.factor(
            "local",
            LocalAddress.SET,
            oneOf("local", LocalAddress.values()),
            (tunnel, address) ->
                new Levels(tunnel, InnerSide.DIRECT, address, Protection.NONE, Mtu.DEFAULT));
    Optional<List<Protection>> protection =
        factors.factor(
            "protection",
            Protection.NONE,
            BlockReader::protection,
            (tunnel, level) ->
                new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, level, Mtu.DEFAULT));
    Optional<List<PolicyTool>> policies =
        factors.factor("policies", PolicyTool.IP_XFRM, oneOf("policies", PolicyTool.values()));
    Optional<List<Keying>> keying =
        factors.factor("keying", Keying.MANUAL, oneOf("keying", Keying.values()));
    boolean agree = agree(policies.orElse(List.of()), keying.orElse(List.of()));
    Optional<List<Mtu>> mtu =
        factors.factor(
            "mtu",
            Mtu.DEFAULT,
            BlockReader::mtu,
            (tunnel, size) ->
                new Levels(tunnel, InnerSide.DIRECT, LocalAddress.SET, Protection.NONE, size));
    Optional<TunnelOptionLevels> options = options();
    Optional<HostSettingLevels> settings = settings();
    boolean good =
        !tunnels.isEmpty()
            && agree
            && Stream.of(inner, local, protection, policies, keying, mtu, options, settings)
                .allMatch(Optional::isPresent);
    return good
        ? Optional.of(
            new Block(
                tunnels,
                fields.get("inner").flatMap(named -> inner),
                local.orElseThrow(),
                protection.orElseThrow(),
                fields.get("policies").flatMap(named -> policies),
                keying.orElseThrow(),
                mtu.orElseThrow(),
                options.orElseThrow(),
                settings.orElseThrow()))
        : Optional.empty();
  }

  /** Whether the tools that write policies go with all that negotiates keys. */
  private boolean agree(List<PolicyTool> policies, List<Keying> keying) {
    boolean apart = policies.contains(PolicyTool.IP_XFRM) && keying.contains(Keying.RACOON);
    Optional<Place> named = fields.get("policies");
    if (apart && named.isPresent()) {
      named
          .get()
          .refuse(
              "ip-xfrm stands beside keying: racoon, which is told of policies by PF_KEY alone:"
                  + " write setkey, or give racoon a block of its own");
      return false;
    }
    return true;
  }

  private Optional<TunnelOptionLevels> options() {
    TunnelOptions plain = TunnelOptions.DEFAULT;
    Optional<List<Ttl>> ttl =
        factors.factor(
            "ttl",
            plain.ttl(),
            parsed(Ttl::new),
            (tunnel, level) ->
                Levels.direct(tunnel)
                    .with(new TunnelOptions(level, plain.key(), plain.pmtudisc())));
    Optional<List<TunnelKey>> key =
        factors.factor(
            "key",
            plain.key(),
            parsed(TunnelKey::new),
            (tunnel, level) ->
                Levels.direct(tunnel)
                    .with(new TunnelOptions(plain.ttl(), level, plain.pmtudisc())));
    Optional<List<PathMtuDiscovery>> pmtudisc =
        factors.factor(
            "pmtudisc",
            plain.pmtudisc(),
            oneOf("pmtudisc", PathMtuDiscovery.values()),
            (tunnel, level) ->
                Levels.direct(tunnel).with(new TunnelOptions(plain.ttl(), plain.key(), level)));
    if (!Stream.of(ttl, key, pmtudisc).allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    boolean refusedTogether =
        ttl.orElseThrow().stream().anyMatch(Ttl::isFixed)
            && pmtudisc.orElseThrow().contains(PathMtuDiscovery.OFF);
    if (refusedTogether) {
      fields
          .get("ttl")
          .ifPresent(
              place ->
                  place.refuse(
                      "a number stands beside pmtudisc: nopmtudisc, which the kernel refuses"
                          + " together: give each a block of its own"));
      return Optional.empty();
    }
    return Optional.of(
        new TunnelOptionLevels(ttl.orElseThrow(), key.orElseThrow(), pmtudisc.orElseThrow()));
  }

  private Optional<HostSettingLevels> settings() {
    Optional<List<Offloads>> offload =
        factors.factor("offload", Offloads.DEFAULT, parsed(Offloads::parse));
    Optional<List<Sysctls>> sysctl =
        factors.factor("sysctl", Sysctls.DEFAULT, parsed(Sysctls::parse));
    return offload.isPresent() && sysctl.isPresent()
        ? Optional.of(new HostSettingLevels(offload.get(), sysctl.get()))
        : Optional.empty();
  }

  private static <T extends Enum<T>> Function<Place, Optional<T>> oneOf(String factor, T[] levels) {
    return place -> place.level(factor, Arrays.asList(levels));
  }

  /** A level that its own type reads from a word. */
  private static <T> Function<Place, Optional<T>> parsed(Function<String, T> parse) {
    return place -> place.attempt(place.quoted(), () -> parse.apply(place.word().orElse("")));
  }

  private static Optional<Protection> protection(Place place) {
    String word = place.word().orElse("");
    if (word.isEmpty()) {
      return place.level("protection", Protection.all());
    }
    return place.attempt(
        place.quoted(),
        () -> {
          try {
            return Protection.parse(word);
          } catch (InvalidValueException e) {
            throw new InvalidValueException(e.field(), word, e.rule() + meant(word));
          }
        });
  }

  /** The protection that comes of putting each misspelled part right. */
  private static String meant(String word) {
    List<String> all = Protection.all().stream().map(Protection::toString).toList();
    List<String> parts =
        all.stream().flatMap(known -> Arrays.stream(known.split("/", -1))).distinct().toList();
    String corrected =
        Arrays.stream(word.split("/", -1))
            .map(part -> Spelling.nearest(part, parts).orElse(part))
            .collect(Collectors.joining("/"));
    return !corrected.equals(word) && all.contains(corrected)
        ? " (did you mean " + corrected + "?)"
        : "";
  }

  private static Optional<Mtu> mtu(Place place) {
    if (place.isWord("default")) {
      return Optional.of(Mtu.DEFAULT);
    }
    String meant = Place.didYouMean(place.word().orElse(""), List.of("default"));
    OptionalLong bytes = place.whole(Mtu.LEAST, Mtu.MOST, ", or default" + meant);
    return bytes.isPresent()
        ? Optional.of(new Mtu.Fixed((int) bytes.getAsLong()))
        : Optional.empty();
  }
}
