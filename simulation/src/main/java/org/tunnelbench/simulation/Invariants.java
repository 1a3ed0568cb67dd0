package org.tunnelbench.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.Assignment;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.OpenTrial;
import org.tunnelbench.controller.trial.Records;
import org.tunnelbench.controller.trial.TrialRecord;
import org.tunnelbench.controller.trial.TrialState;
import org.tunnelbench.hostagent.plan.TrialNames;

/**
 * What must hold at every step: of the records, when one is kept; of the hosts, when something is
 * done there.
 */
final class Invariants {
  /** How far clocks may be apart: what agents allow for. */
  static final Duration MOST_SKEW = Duration.ofMinutes(1);

  private static final Pattern OURS = Pattern.compile("tb[0-9a-f]{6}");

  private final Agenda agenda;
  private final Map<ExperimentId, ExperimentRecord> experiments = new HashMap<>();
  private final Map<TrialId, TrialState> last = new HashMap<>();
  private final Map<Object, TrialId> holders = new HashMap<>();
  private final Map<String, Commanded> undoTimers = new HashMap<>();
  private final Map<String, Commanded> traffic = new HashMap<>();
  private final Set<String> started = new HashSet<>();

  /** What agents and probes said, of their own hosts. */
  private final Set<ByteBuffer> said = new HashSet<>();

  private Optional<String> broken = Optional.empty();

  /** When a command was first written, and how long it may be carried out. */
  private record Commanded(Object attempt, Instant at, Duration deadline) {}

  Invariants(Agenda agenda) {
    this.agenda = agenda;
  }

  /**
   * Remembered, and told by {@link #check}: an agent that is being watched would take an exception
   * for a fault of its own.
   */
  private void demand(boolean holds, String what) {
    if (!holds && broken.isEmpty()) {
      broken = Optional.of(what);
    }
  }

  /** Throws what did not hold. */
  void check() {
    broken.ifPresent(
        what -> {
          throw new Violation(what);
        });
  }

  /** A record was kept. */
  void kept(Log.Write write) {
    if (write.value().isEmpty()) {
      return;
    }
    switch (decode(write.value().get())) {
      case ExperimentRecord experiment -> experiments.put(experiment.id(), experiment);
      case TrialRecord trial -> check(trial);
      case HostCommand.SetUp setUp ->
          undoTimers.putIfAbsent(
              TrialNames.of(setUp.attempt(), setUp.host()).undoTimerFolder(),
              new Commanded(setUp.attempt(), agenda.now(), setUp.endpoint().deadline()));
      case ProbeCommand.StartReceiver start -> commanded("receiver", start, start.end());
      case ProbeCommand.StartSender start -> commanded("sender", start, start.end());
      default -> {}
    }
  }

  private void commanded(String end, ProbeCommand command, ProbeCommand.TrafficEnd traffic) {
    this.traffic.putIfAbsent(
        end + " of " + command.attempt() + " on " + command.host(),
        new Commanded(command.attempt(), agenda.now(), traffic.deadline()));
  }

  private static Object decode(byte[] message) {
    try {
      return Records.CODEC.decode(message);
    } catch (UnreadableMessageException e) {
      throw new Violation("what was written can be read", e);
    }
  }

  private void check(TrialRecord trial) {
    @Nullable TrialState before = last.put(trial.id(), trial.state());
    if (before instanceof Ended ended) {
      demand(
          trial.state() instanceof Ended again
              && again.ending().equals(ended.ending())
              && again.at().equals(ended.at()),
          "trial %s ends once: it was %s at %s and is %s now"
              .formatted(trial.id(), ended.ending(), ended.at(), trial.state().phase()));
    }
    holders.values().removeIf(trial.id()::equals);
    if (trial.state() instanceof OpenTrial) {
      PairEntry pair = experiment(trial.id()).trial(trial.id().place()).pair();
      hold(pair.sender(), trial.id());
      hold(pair.receiver(), trial.id());
      pair.sharedResource().ifPresent(resource -> hold(resource, trial.id()));
    }
  }

  private void hold(Object held, TrialId trial) {
    @Nullable TrialId other = holders.putIfAbsent(held, trial);
    demand(other == null, "%s is in two trials: %s and %s".formatted(held, other, trial));
  }

  private ExperimentRecord experiment(TrialId trial) {
    @Nullable ExperimentRecord experiment = experiments.get(trial.experiment());
    if (experiment == null) {
      throw new Violation("trial " + trial + " is of no experiment that was accepted");
    }
    return experiment;
  }

  /** An agent begins to change its host: it arms this undo timer first. */
  void hostChanges(HostName host, String undoTimerFolder) {
    begins(host + ": " + undoTimerFolder, Optional.ofNullable(undoTimers.get(undoTimerFolder)));
  }

  /** A probe starts an end of the traffic. */
  void trafficStarts(HostName host, String end, Object attempt) {
    String what = end + " of " + attempt + " on " + host;
    begins(what, Optional.ofNullable(traffic.get(what)));
  }

  private void begins(String what, Optional<Commanded> command) {
    demand(command.isPresent(), what + " was never commanded");
    command.ifPresent(commanded -> begins(what, commanded));
  }

  private void begins(String what, Commanded commanded) {
    demand(
        started.add(what), "attempt %s is started twice: %s".formatted(commanded.attempt(), what));
    Duration age = Duration.between(commanded.at(), agenda.now());
    demand(
        age.compareTo(commanded.deadline().plus(MOST_SKEW.multipliedBy(2))) <= 0,
        "%s is carried out %s after it was commanded, with a deadline of %s"
            .formatted(what, age, commanded.deadline()));
  }

  /** A host's own agent or probe says this. */
  void says(byte[] word) {
    said.add(ByteBuffer.wrap(word));
  }

  /** A controller takes this for the word of a host's own agent or probe. */
  void believed(String topic, byte[] word) {
    demand(
        said.contains(ByteBuffer.wrap(word)),
        "what was believed in %s is forged: nobody who may say it did".formatted(topic));
  }

  /** What stands on a host, after something was done there. */
  void hostStands(HostName host, String state) {
    Set<String> attempts =
        OURS.matcher(state).results().map(found -> found.group()).collect(Collectors.toSet());
    demand(attempts.size() <= 1, "%s holds what two attempts made: %s".formatted(host, attempts));
  }

  /** All is over. */
  void atTheEnd(HostName host, String before, String after) {
    demand(
        before.equals(after),
        "%s is not as it was. Before: %s After: %s".formatted(host, before, after));
  }

  /** Whether everything that was accepted has ended. */
  boolean allEnded() {
    return experiments.values().stream().allMatch(known -> known.endedAt().isPresent());
  }

  /** What has not ended. */
  String open() {
    return experiments.values().stream()
        .filter(known -> known.endedAt().isEmpty())
        .map(
            known ->
                known.id()
                    + last.entrySet().stream()
                        .filter(entry -> entry.getKey().experiment().equals(known.id()))
                        .filter(entry -> !(entry.getValue() instanceof Ended))
                        .map(entry -> " " + entry.getKey().place() + " " + entry.getValue().phase())
                        .sorted()
                        .collect(Collectors.joining(",")))
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** Every trial of every experiment that was accepted has ended. */
  void everyTrialHasEnded() {
    for (ExperimentRecord experiment : experiments.values()) {
      for (int place = 0; place < experiment.size(); place++) {
        TrialId trial = experiment.trial(place).id();
        @Nullable TrialState state = last.get(trial);
        demand(
            state instanceof Ended || (state == null && experiment.cancelledAt().isPresent()),
            "trial %s of an experiment that has ended is %s"
                .formatted(trial, state == null ? "planned" : state.phase()));
      }
    }
  }

  /** The attempts in progress that use this host. */
  List<Attempt> attemptsOn(HostName host) {
    return last.values().stream()
        .filter(OpenTrial.class::isInstance)
        .map(state -> ((OpenTrial) state).assignment())
        .filter(assignment -> assignment.hosts().contains(host))
        .map(Assignment::attempt)
        .toList();
  }

  /** The states of all trials that were written. */
  Map<TrialId, TrialState> states() {
    return Map.copyOf(last);
  }

  /** Whether the topic's records are the controllers' or commands: what is checked here. */
  static boolean concerns(String topic) {
    return topic.equals(Topic.EXPERIMENTS.name())
        || topic.equals(Topic.TRIALS.name())
        || topic.contains("commands.");
  }
}
