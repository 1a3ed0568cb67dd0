package org.tunnelbench.hostagent.allow;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointSpec;

/**
 * What an agent may touch on its hosts, by its own configuration: whoever commands it, or has
 * stolen the controller, gets no further. See {@code SECURITY.md}.
 *
 * @param networks in which the outer addresses of both ends must lie
 * @param interfaces that may carry the underlay
 * @param tunnels that may be made; {@code none} is the bare underlay
 * @param sysctls that may be set
 */
public record AllowList(
    List<Ipv4Network> networks,
    List<NamePattern> interfaces,
    Set<TunnelKind> tunnels,
    List<NamePattern> sysctls) {
  /** Before the names of its settings. */
  public static final String PREFIX = "tunnelbench.allow.";

  /** Bound on the entries of a setting. */
  static final int MOST_ENTRIES = 200;

  private static final String NOTHING = "nothing";
  private static final String EVERY_NETWORK = "0.0.0.0/0";
  private static final String EVERY_NAME = "*";
  private static final String EVERY_TUNNEL = "gretap,gre,ipip,none";

  /** All that a document can ask for: for whoever sits at the host himself. */
  public static final AllowList EVERYTHING =
      parse(EVERY_NETWORK, EVERY_NAME, EVERY_TUNNEL, EVERY_NAME);

  public AllowList {
    networks = List.copyOf(networks);
    interfaces = List.copyOf(interfaces);
    tunnels = Set.copyOf(tunnels);
    sysctls = List.copyOf(sysctls);
  }

  /**
   * Reads the settings, each a list with commas; {@code nothing} is the empty one.
   *
   * @throws InvalidValueException naming the setting that is wrong
   */
  public static AllowList parse(
      String networks, String interfaces, String tunnels, String sysctls) {
    return new AllowList(
        entries("networks", networks, Ipv4Network::parse),
        entries("interfaces", interfaces, NamePattern::new),
        Set.copyOf(entries("tunnels", tunnels, AllowList::tunnel)),
        entries("sysctls", sysctls, NamePattern::new));
  }

  private static <T> List<T> entries(String setting, String text, Function<String, T> read) {
    String stripped = text.strip();
    if (stripped.equals(NOTHING)) {
      return List.of();
    }
    List<String> words = Arrays.stream(stripped.split(",", -1)).map(String::strip).toList();
    InvalidValueException.unless(
        words.size() <= MOST_ENTRIES,
        PREFIX + setting,
        words.size(),
        "must have at most %d entries".formatted(MOST_ENTRIES));
    try {
      return words.stream().map(read).toList();
    } catch (InvalidValueException e) {
      throw new InvalidValueException(
          PREFIX + setting, text, "is wrong: %s %s".formatted(e.field(), e.rule()));
    }
  }

  private static TunnelKind tunnel(String word) {
    return Arrays.stream(TunnelKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "tunnel", word, "must be one of " + EnumSet.allOf(TunnelKind.class)));
  }

  /** Why an end is not allowed on a host; absent where it is. */
  public Optional<String> refusal(EndpointSpec spec, HostFacts facts) {
    return Stream.of(
            network("underlay", spec.underlay()),
            network("peer's underlay", spec.underlayPeer()),
            named("interfaces", "interface", facts.underlayInterface(), interfaces),
            tunnels.contains(spec.levels().tunnel())
                ? Optional.<String>empty()
                : Optional.of(
                    said("tunnels", "tunnel", spec.levels().tunnel().word(), sorted(tunnels))),
            spec.levels().settings().sysctl().values().keySet().stream()
                .flatMap(name -> named("sysctls", "sysctl", name, sysctls).stream())
                .findFirst())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> network(String what, Ipv4Address address) {
    Ipv4Network alone = new Ipv4Network(address, 32);
    return networks.stream().anyMatch(alone::overlaps)
        ? Optional.empty()
        : Optional.of(said("networks", what + " address", address.toString(), networks));
  }

  private static Optional<String> named(
      String setting, String what, String name, List<NamePattern> allowed) {
    return allowed.stream().anyMatch(pattern -> pattern.matches(name))
        ? Optional.empty()
        : Optional.of(said(setting, what, name, allowed));
  }

  private static List<String> sorted(Set<TunnelKind> tunnels) {
    return EnumSet.allOf(TunnelKind.class).stream()
        .filter(tunnels::contains)
        .map(TunnelKind::word)
        .toList();
  }

  private static String said(String setting, String what, String asked, List<?> allowed) {
    String had =
        allowed.isEmpty()
            ? NOTHING
            : allowed.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "the agent's own configuration does not allow the %s %s: %s%s has %s"
        .formatted(what, asked, PREFIX, setting, had);
  }
}
