package org.tunnelbench.controller.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrialId;

/**
 * What is known of the hosts. A host takes part while its agent says that it is available, and
 * after a trial that did not prove it clean only once its agent has said so anew.
 */
final class Hosts {
  private final Map<HostName, HostStatus> statuses = new HashMap<>();

  private final Map<HostName, Doubt> doubted = new HashMap<>();

  /** Since when a host takes no part. */
  private final Map<HostName, Instant> absentSince = new HashMap<>();

  private final Instant since;

  /**
   * Why a host is not trusted.
   *
   * @param trial that left it unproved
   * @param end how that trial ended
   * @param forgotten whether the trial's experiment was deleted since, so that nothing more is to
   *     be written of it
   */
  record Doubt(TrialId trial, Ended end, boolean forgotten) {
    static Doubt by(TrialId trial, Ended end) {
      return new Doubt(trial, end, false);
    }

    /** The offset in the host's topic of facts from which on its agent's word counts again. */
    long until(HostName host) {
      return read(host).facts();
    }

    /** Where in the host's topic of reports a late proof could be. */
    long reportsFrom(HostName host) {
      return read(host).reports();
    }

    private Positions.OfHost read(HostName host) {
      return end.attempted()
          .map(attempted -> attempted.until().of(host))
          .orElse(Positions.OfHost.START);
    }
  }

  /**
   * @param since when the record began to be followed: nobody is known to be absent for longer
   */
  Hosts(Instant since) {
    this.since = since;
  }

  /** An agent's word; at this offset of its host's topic of facts. */
  void heard(HostStatus status, long offset, Instant now) {
    statuses.put(status.host(), status);
    @Nullable Doubt doubt = doubted.get(status.host());
    if (doubt != null && offset >= doubt.until(status.host())) {
      doubted.remove(status.host());
    }
    note(status.host(), now);
  }

  /** A trial left the host in a state that nobody proved. */
  void doubt(HostName host, Doubt doubt, Instant now) {
    doubted.merge(host, doubt, (one, other) -> one.until(host) > other.until(host) ? one : other);
    note(host, now);
  }

  /** Why the host is not trusted, where it is not. */
  Optional<Doubt> doubt(HostName host) {
    return Optional.ofNullable(doubted.get(host));
  }

  /** By host, why it is not trusted. */
  Map<HostName, Doubt> doubts() {
    return Map.copyOf(doubted);
  }

  /** An experiment was deleted; that its trials left hosts unproved stays true. */
  void forget(ExperimentId experiment) {
    doubted.replaceAll(
        (host, doubt) ->
            doubt.trial().experiment().equals(experiment)
                ? new Doubt(doubt.trial(), doubt.end(), true)
                : doubt);
  }

  /** The host was proved clean after all. */
  void trust(HostName host, Instant now) {
    doubted.remove(host);
    note(host, now);
  }

  private void note(HostName host, Instant now) {
    if (isAvailable(host)) {
      absentSince.remove(host);
    } else {
      absentSince.putIfAbsent(host, now);
    }
  }

  /** Whether a trial may begin on it. */
  boolean isAvailable(HostName host) {
    return !doubted.containsKey(host) && status(host).filter(Hosts::takesPart).isPresent();
  }

  private static boolean takesPart(HostStatus status) {
    return status.condition() == HostCondition.AVAILABLE && status.facts().isPresent();
  }

  /** Whether it has been absent for so long by now. */
  boolean isAbsentFor(HostName host, Duration wait, Instant askedAt, Instant now) {
    if (isAvailable(host)) {
      return false;
    }
    Instant from = absentSince.getOrDefault(host, since);
    Instant waited = from.isAfter(askedAt) ? from : askedAt;
    return !now.isBefore(waited.plus(wait));
  }

  /** What its agent said last. */
  Optional<HostStatus> status(HostName host) {
    return Optional.ofNullable(statuses.get(host));
  }

  /** What its agent found on it; it must be available. */
  HostFacts facts(HostName host) {
    return status(host)
        .flatMap(HostStatus::facts)
        .orElseThrow(() -> new IllegalStateException("no facts of host " + host));
  }

  /** Why a host does not take part, as the failure of a trial that needs it. */
  Failure absence(HostName host) {
    return status(host)
        .map(status -> absence(host, status))
        .orElseGet(
            () ->
                Failure.of(
                    FailureKind.AGENT_SILENT,
                    host,
                    "no agent has ever spoken for the host " + host));
  }

  private Failure absence(HostName host, HostStatus status) {
    return switch (status.condition()) {
      case UNREACHABLE ->
          Failure.of(
              FailureKind.HOST_UNREACHABLE, host, "the host cannot be reached: " + status.reason());
      case UNCLEAN ->
          Failure.of(FailureKind.NOT_CLEAN, host, "the host is not clean: " + status.reason());
      case AVAILABLE ->
          Failure.of(
              FailureKind.AGENT_SILENT,
              host,
              "the host's agent has not spoken since a trial that did not prove the host clean");
    };
  }
}
