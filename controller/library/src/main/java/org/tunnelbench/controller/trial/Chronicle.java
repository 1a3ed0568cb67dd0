package org.tunnelbench.controller.trial;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/**
 * What the compacted topics say, folded: the last record of every experiment, trial and host. One
 * thread writes; any may read.
 */
public final class Chronicle {
  private final Map<ExperimentId, ExperimentRecord> experiments = new ConcurrentHashMap<>();
  private final Map<TrialId, TrialState> trials = new ConcurrentHashMap<>();
  private final Map<HostName, Heard> hosts = new ConcurrentHashMap<>();

  /** An agent's last word and its offset in its host's topic of facts. */
  public record Heard(HostStatus status, long offset) {}

  /** Folds an experiment's record; whether it says anything new. */
  public boolean fold(ExperimentRecord experiment) {
    return !experiment.equals(experiments.put(experiment.id(), experiment));
  }

  /** Folds a trial's record; whether it says anything new. */
  public boolean fold(TrialRecord trial) {
    return !trial.state().equals(trials.put(trial.id(), trial.state()));
  }

  /** Folds an agent's word. */
  public void fold(HostStatus status, long offset) {
    hosts.put(status.host(), new Heard(status, offset));
  }

  /** Forgets an experiment. */
  public void erase(ExperimentId experiment) {
    experiments.remove(experiment);
  }

  /** Forgets a trial. */
  public void erase(TrialId trial) {
    trials.remove(trial);
  }

  /** The experiments in the order in which they were submitted. */
  public List<ExperimentRecord> experiments() {
    return experiments.values().stream()
        .sorted(
            comparing(ExperimentRecord::submittedAt)
                .thenComparing(experiment -> experiment.id().value()))
        .toList();
  }

  /** An experiment's record. */
  public Optional<ExperimentRecord> experiment(ExperimentId id) {
    return Optional.ofNullable(experiments.get(id));
  }

  /** Where the trial at a place of an experiment's plan stands. */
  public TrialState state(ExperimentRecord experiment, int place) {
    @Nullable TrialState recorded = trials.get(TrialId.of(experiment.id(), place));
    TrialState state = recorded == null ? Planned.STATE : recorded;
    Optional<Instant> cancelledAt = experiment.cancelledAt();
    return state instanceof Planned planned && cancelledAt.isPresent()
        ? planned.cancel(cancelledAt.get())
        : state;
  }

  /** The agents' last words, by host. */
  public List<Heard> hosts() {
    return hosts.values().stream().sorted(comparing(heard -> heard.status().host())).toList();
  }

  /** How many experiments have not ended. */
  public int open() {
    return (int)
        experiments.values().stream().filter(experiment -> experiment.endedAt().isEmpty()).count();
  }

  /** How many trials are kept, over all experiments. */
  public int trialsKept() {
    return experiments.values().stream().mapToInt(ExperimentRecord::size).sum();
  }
}
