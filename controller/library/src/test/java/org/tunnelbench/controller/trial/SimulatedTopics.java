package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.TrialId;

/**
 * The topics of a simulation, which hold messages as their bytes. What is written is held against
 * what must always hold.
 */
final class SimulatedTopics {
  private final Map<String, byte[]> experiments = new LinkedHashMap<>();
  private final Map<String, byte[]> trials = new LinkedHashMap<>();
  private final Map<HostName, List<HostStatus>> facts = new HashMap<>();
  private final Map<HostName, List<Report>> reports = new HashMap<>();
  final List<TrafficSample> samples = new ArrayList<>();

  /** By trial, what was written last; kept when the trial is erased. */
  private final Map<TrialId, TrialState> last = new HashMap<>();

  private final Set<ExperimentId> erased = new HashSet<>();
  private final Map<ExperimentId, ExperimentRecord> latest = new HashMap<>();
  private final Map<PairOf, Integer> lastBegun = new HashMap<>();

  private record PairOf(ExperimentId experiment, PairEntry pair) {}

  /** Writes an effect that is a record, and checks what holds for commands. */
  void write(Effect effect) {
    switch (effect) {
      case Effect.WriteExperiment write -> {
        checkKnown(write.experiment().id());
        latest.put(write.experiment().id(), write.experiment());
        experiments.put(write.key(), encode(write));
      }
      case Effect.WriteTrial write -> {
        check(write.trial());
        trials.put(write.key(), encode(write));
      }
      case Effect.EraseExperiment erase -> {
        erased.add(erase.id());
        experiments.remove(erase.key());
      }
      case Effect.EraseTrial erase -> trials.remove(erase.key());
      case Effect.AskAgent ask -> checkOpen(ask.command().attempt());
      case Effect.AskProbe ask -> checkOpen(ask.command().attempt());
    }
  }

  private static byte[] encode(Effect effect) {
    return Records.CODEC.encode(effect.message().orElseThrow());
  }

  private void checkKnown(ExperimentId experiment) {
    assertThat(erased).as("nothing is written of what was deleted").doesNotContain(experiment);
  }

  private void check(TrialRecord trial) {
    checkKnown(trial.id().experiment());
    @Nullable TrialState before = last.put(trial.id(), trial.state());
    if (before instanceof Ended ended) {
      assertThat(trial.state())
          .as("trial %s ends once", trial.id())
          .isInstanceOfSatisfying(
              Ended.class,
              again -> {
                assertThat(again.ending()).isEqualTo(ended.ending());
                assertThat(again.at()).isEqualTo(ended.at());
              });
    }
    if (trial.state() instanceof Ended ended && before instanceof TakingDown down) {
      checkSilence(down.assignment(), ended);
    }
    if (trial.state() instanceof SettingUp && before == null) {
      checkPlanOrder(trial.id());
    }
    checkLeases();
  }

  /**
   * An agent that is called silent has not spoken, however late its word is read. One whose host
   * was called unreachable is not waited for.
   */
  private void checkSilence(Assignment assignment, Ended ended) {
    List<HostName> spoken =
        reports.values().stream()
            .flatMap(List::stream)
            .filter(Report.EndpointDown.class::isInstance)
            .filter(report -> report.attempt().equals(assignment.attempt()))
            .map(Report::host)
            .toList();
    ended
        .ending()
        .failure()
        .filter(failure -> failure.kind() == FailureKind.AGENT_SILENT)
        .flatMap(Failure::host)
        .ifPresent(
            silent ->
                assertThat(spoken)
                    .as("what the agents said in %s", assignment.attempt())
                    .doesNotContain(silent));
  }

  private void checkPlanOrder(TrialId trial) {
    PairEntry pair = experiment(trial.experiment()).trial(trial.place()).pair();
    @Nullable Integer earlier = lastBegun.put(new PairOf(trial.experiment(), pair), trial.place());
    assertThat(earlier == null ? -1 : earlier)
        .as("trials of a pair begin in the plan's order")
        .isLessThan(trial.place());
  }

  private void checkLeases() {
    Set<Object> held = new HashSet<>();
    last.forEach(
        (trial, state) -> {
          if (state instanceof OpenTrial) {
            PairEntry pair = experiment(trial.experiment()).trial(trial.place()).pair();
            for (HostName host : List.of(pair.sender(), pair.receiver())) {
              assertThat(held.add(host)).as("%s is in one trial", host).isTrue();
            }
            pair.sharedResource()
                .ifPresent(
                    resource ->
                        assertThat(held.add(resource)).as("%s is in one trial", resource).isTrue());
          }
        });
  }

  private void checkOpen(Attempt attempt) {
    assertThat(last.get(attempt.trial()))
        .as("commands are sent for attempts in progress alone")
        .isInstanceOfSatisfying(
            OpenTrial.class, open -> assertThat(open.assignment().attempt()).isEqualTo(attempt));
  }

  private ExperimentRecord experiment(ExperimentId id) {
    @Nullable ExperimentRecord experiment = latest.get(id);
    if (experiment == null) {
      throw new AssertionError("experiment " + id + " was not written");
    }
    return experiment;
  }

  /** Whether an experiment's last record says that it has ended. */
  boolean hasEnded(ExperimentId id) {
    return latest.containsKey(id) && experiment(id).endedAt().isPresent();
  }

  /** The hosts of which something was said, in an order that is always the same. */
  Set<HostName> hosts() {
    Set<HostName> hosts = new TreeSet<>(facts.keySet());
    hosts.addAll(reports.keySet());
    return hosts;
  }

  /** What was said of the host's state. */
  List<HostStatus> facts(HostName host) {
    return facts.computeIfAbsent(host, unheard -> new ArrayList<>());
  }

  /** What was reported of the host. */
  List<Report> reports(HostName host) {
    return reports.computeIfAbsent(host, unheard -> new ArrayList<>());
  }

  /** What a controller that starts now reads. */
  Chronicle chronicle() {
    Chronicle chronicle = new Chronicle();
    experiments.values().forEach(bytes -> chronicle.fold((ExperimentRecord) decode(bytes)));
    trials.values().forEach(bytes -> chronicle.fold((TrialRecord) decode(bytes)));
    facts.forEach(
        (host, said) -> {
          for (int offset = 0; offset < said.size(); offset++) {
            chronicle.fold(said.get(offset), offset);
          }
        });
    return chronicle;
  }

  Positions ends() {
    Map<HostName, Positions.OfHost> hosts = new HashMap<>();
    for (HostName host : hosts()) {
      hosts.put(host, new Positions.OfHost(facts(host).size(), reports(host).size()));
    }
    return new Positions(samples.size(), hosts);
  }

  private static Object decode(byte[] bytes) {
    try {
      return Records.CODEC.decode(bytes);
    } catch (UnreadableMessageException e) {
      throw new AssertionError(e);
    }
  }
}
