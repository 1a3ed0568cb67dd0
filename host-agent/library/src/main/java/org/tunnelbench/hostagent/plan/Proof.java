package org.tunnelbench.hostagent.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.hostaccess.HostStep;

/**
 * What shows that an end works: the far end answers, its packets were counted on both associations
 * where there is ESP, and the MTU is what the kernel says it is.
 *
 * @param ping one try to reach the far end
 * @param tries at most
 * @param associations prints this attempt's associations with their counters, without keys; absent
 *     where there is no protection
 * @param mtu prints the MTU of the interface that carries the traffic
 */
public record Proof(
    List<String> ping, int tries, Optional<List<String>> associations, List<String> mtu) {
  /**
   * Tries to reach the far end. The other agent sets its end up at the same time, so the first ones
   * may come too early; each lasts at most a second.
   */
  public static final int TRIES = 100;

  /** The same where keys are negotiated first: that IKE fails is to be known within 10 s. */
  public static final int TRIES_OF_IKE = 9;

  /** Pause between tries, for those that fail at once. */
  public static final Duration PAUSE = Duration.ofMillis(50);

  public Proof {
    ping = List.copyOf(ping);
    associations = associations.map(List::copyOf);
    mtu = List.copyOf(mtu);
  }

  /** What is done on the host, in order: MTU, far end, and the counters once it has answered. */
  public List<HostStep> steps() {
    List<HostStep> steps = new ArrayList<>();
    steps.add(new HostStep.Run(mtu));
    steps.add(new HostStep.RunUntilItSucceeds(ping, tries, PAUSE));
    associations.ifPresent(argv -> steps.add(new HostStep.Run(argv)));
    return List.copyOf(steps);
  }
}
