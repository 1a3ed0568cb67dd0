package org.tunnelbench.contract.host;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The hosts of a fleet and the pairs that they form; what {@code --hosts FILE} and the services
 * read.
 */
public record FleetDocument(List<HostEntry> hosts, List<PairEntry> pairs) {
  /** Bound on the hosts of a fleet. */
  public static final int MOST_HOSTS = 2_000;

  /** Bound on the pairs of a fleet. */
  public static final int MOST_PAIRS = 500;

  public FleetDocument {
    InvalidValueException.unless(
        hosts.size() <= MOST_HOSTS, "hosts", hosts.size(), "must be at most " + MOST_HOSTS);
    InvalidValueException.unless(
        pairs.size() <= MOST_PAIRS, "pairs", pairs.size(), "must be at most " + MOST_PAIRS);
    hosts = List.copyOf(hosts);
    pairs = List.copyOf(pairs);
    Set<HostName> names = hosts.stream().map(HostEntry::name).collect(Collectors.toSet());
    InvalidValueException.unless(
        names.size() == hosts.size(), "hosts", names, "must have different names");
    Map<HostName, Ipv4Address> underlays =
        hosts.stream().collect(Collectors.toMap(HostEntry::name, HostEntry::underlay));
    Set<PairEntry> seen = new HashSet<>();
    for (PairEntry pair : pairs) {
      for (HostName host : List.of(pair.sender(), pair.receiver())) {
        InvalidValueException.unless(
            names.contains(host), "pairs", host, "must be one of the hosts");
      }
      InvalidValueException.unless(
          !Objects.equals(underlays.get(pair.sender()), underlays.get(pair.receiver())),
          "pairs",
          pair.sender() + ", " + pair.receiver(),
          "must have different underlay addresses");
      InvalidValueException.unless(
          seen.add(pair), "pairs", pair.sender() + ", " + pair.receiver(), "must be listed once");
    }
  }

  /** The entry of a host that is known to be in the fleet. */
  public HostEntry host(HostName name) {
    return hosts.stream()
        .filter(host -> host.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidValueException("host", name, "must be one of the fleet's hosts"));
  }
}
