package org.tunnelbench.contract.message;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrafficConditions;

/** What agents and probes answer. A repeated command is answered by an equal report. */
public sealed interface Report {
  /** The attempt it belongs to. */
  Attempt attempt();

  /** The host that it tells of. */
  HostName host();

  /**
   * An end is set up and proved.
   *
   * @param mtu of the interface that carries the traffic's address, in bytes, as the kernel has it
   * @param espPackets packets that the SAs counted while the far end answered; 0 where there is no
   *     protection
   */
  record EndpointReady(Attempt attempt, HostName host, int mtu, long espPackets)
      implements Report {}

  /**
   * An end could not be set up or proved. What was made stands until {@link HostCommand.TakeDown}
   * or the deadline.
   */
  record EndpointFailed(Attempt attempt, HostName host, Failure failure) implements Report {}

  /**
   * An end is taken down.
   *
   * @param differences between the snapshots before and after, one line each, at most 100; none
   *     where clean
   * @param failure what kept the agent from taking it down, where something did
   */
  record EndpointDown(
      Attempt attempt, HostName host, List<String> differences, Optional<Failure> failure)
      implements Report {
    /** Bound on the differences reported. */
    public static final int MOST_DIFFERENCES = 100;

    public EndpointDown {
      differences =
          List.copyOf(differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size())));
    }

    /** Whether the host was proved to be as it was before. */
    public boolean clean() {
      return differences.isEmpty() && failure.isEmpty();
    }
  }

  /** The receiver listens. */
  record ReceiverReady(Attempt attempt, HostName host, String toolVersion) implements Report {}

  /**
   * One end's traffic is over: by itself, or with a failure.
   *
   * @param conditions under which it ran; absent where nothing ran
   */
  record TrafficEnded(
      Attempt attempt,
      HostName host,
      End end,
      int samples,
      Optional<Failure> failure,
      Optional<TrafficConditions> conditions)
      implements Report {
    /** One of whose conditions nothing is known. */
    public TrafficEnded(
        Attempt attempt, HostName host, End end, int samples, Optional<Failure> failure) {
      this(attempt, host, end, samples, failure, Optional.empty());
    }
  }

  /**
   * Nothing of what the probe started for this attempt runs on the host any more, or why that is
   * not known.
   */
  record TrafficStopped(Attempt attempt, HostName host, Optional<Failure> failure)
      implements Report {}
}
