package org.tunnelbench.controller.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.TrialId;

/** Which trial holds which hosts and shared resources, each held by one trial at most. */
final class Leases {
  private final Map<Object, TrialId> holders = new HashMap<>();

  /** What a pair needs for itself: its hosts, and the resource that it shares with other pairs. */
  private static List<Object> needs(PairEntry pair) {
    return Stream.<Object>concat(
            Stream.of(pair.sender(), pair.receiver()),
            pair.sharedResource().map(Resource::new).stream())
        .toList();
  }

  private record Resource(String name) {}

  boolean isFree(PairEntry pair) {
    return !holders.containsKey(pair.sender())
        && !holders.containsKey(pair.receiver())
        && pair.sharedResource().map(Resource::new).filter(holders::containsKey).isEmpty();
  }

  /** Takes all that the pair needs, which must be free. */
  void take(PairEntry pair, TrialId trial) {
    for (Object need : needs(pair)) {
      @Nullable TrialId holder = holders.putIfAbsent(need, trial);
      if (holder != null) {
        throw new IllegalStateException(
            "%s is held by trial %s and cannot be leased to %s".formatted(need, holder, trial));
      }
    }
  }

  /** Gives back all that the trial holds. */
  void release(TrialId trial) {
    holders.values().removeIf(trial::equals);
  }

  /** The trial that holds a host. */
  Optional<TrialId> holder(HostName host) {
    return Optional.ofNullable(holders.get(host));
  }

  boolean areAllFree() {
    return holders.isEmpty();
  }
}
