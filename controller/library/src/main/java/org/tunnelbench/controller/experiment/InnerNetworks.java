package org.tunnelbench.controller.experiment;

import java.util.List;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.controller.trial.AttemptPlanner.AttemptNotPlannedException;

/**
 * Inner networks of /30. Each pair of the fleet has a part of the block for itself, and since a
 * host is leased to one trial at a time, no two trials that run at the same time share a network.
 *
 * <p>Within its part a pair's attempts go round: Linux keeps what it learned of a peer (path MTU,
 * congestion window; ip-tcp_metrics(8)) by the peer's address, and one trial is not to learn from
 * the one before it.
 */
final class InnerNetworks {
  private static final int PREFIX_LENGTH = 30;
  private static final int ADDRESSES = 1 << (32 - PREFIX_LENGTH);
  private static final int NETWORKS =
      1 << (PREFIX_LENGTH - Ipv4Network.BENCHMARKING.prefixLength());

  /** Odd, and near 2³² divided by the golden ratio: spreads consecutive numbers (Knuth). */
  private static final int SPREAD = 0x9E3779B1;

  private final List<PairEntry> pairs;

  InnerNetworks(List<PairEntry> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** The two ends' addresses, in the pair's order. */
  record Ends(Ipv4Network first, Ipv4Network second) {}

  Ends of(PairEntry pair, Attempt attempt) throws AttemptNotPlannedException {
    int each = NETWORKS / Math.max(1, pairs.size());
    int ofAttempt = Math.floorMod(turn(attempt), each);
    int network = place(pair) * each + ofAttempt;
    long base = Ipv4Network.BENCHMARKING.address().toLong() + (long) network * ADDRESSES;
    return new Ends(end(base + 1), end(base + 2));
  }

  /** Consecutive places of one experiment have consecutive turns. */
  private static int turn(Attempt attempt) {
    return attempt.trial().experiment().value().hashCode() * SPREAD
        + attempt.number() * SPREAD
        + attempt.trial().place();
  }

  private int place(PairEntry wanted) throws AttemptNotPlannedException {
    for (int place = 0; place < pairs.size(); place++) {
      PairEntry pair = pairs.get(place);
      boolean same =
          pair.sender().equals(wanted.sender()) && pair.receiver().equals(wanted.receiver());
      boolean turned =
          pair.sender().equals(wanted.receiver()) && pair.receiver().equals(wanted.sender());
      if (same || turned) {
        return place;
      }
    }
    throw new AttemptNotPlannedException(
        "%s and %s are no longer a pair of the fleet: add the pair to its document again"
            .formatted(wanted.sender(), wanted.receiver()));
  }

  private static Ipv4Network end(long address) {
    return new Ipv4Network(Ipv4Address.of(address), PREFIX_LENGTH);
  }
}
