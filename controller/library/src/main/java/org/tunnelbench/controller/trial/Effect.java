package org.tunnelbench.controller.trial;

import java.util.Optional;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/** Something that the orchestrator wants written to a topic. */
public sealed interface Effect {
  /** Remember where an experiment stands. */
  record WriteExperiment(ExperimentRecord experiment) implements Effect {}

  /** Remember where a trial stands. */
  record WriteTrial(TrialRecord trial) implements Effect {}

  /** Forget an experiment. */
  record EraseExperiment(ExperimentId id) implements Effect {}

  /** Forget a trial. */
  record EraseTrial(TrialId id) implements Effect {}

  /** Ask something of a host's agent. */
  record AskAgent(HostCommand command) implements Effect {}

  /** Ask something of a host's probe. */
  record AskProbe(ProbeCommand command) implements Effect {}

  /** The topic that it goes to. */
  default Topic topic() {
    return switch (this) {
      case WriteExperiment write -> Topic.EXPERIMENTS;
      case EraseExperiment erase -> Topic.EXPERIMENTS;
      case WriteTrial write -> Topic.TRIALS;
      case EraseTrial erase -> Topic.TRIALS;
      case AskAgent(var command) -> Topic.commands(command.host());
      case AskProbe(var command) -> Topic.probeCommands(command.host());
    };
  }

  /** The key of the Kafka record. */
  default String key() {
    return switch (this) {
      case WriteExperiment(var experiment) -> experiment.id().value();
      case EraseExperiment(var id) -> id.value();
      case WriteTrial(var trial) -> trial.id().value();
      case EraseTrial(var id) -> id.value();
      case AskAgent(var command) -> command.attempt().trial().value();
      case AskProbe(var command) -> command.attempt().trial().value();
    };
  }

  /** The message; absent where the key is to be forgotten. */
  default Optional<Object> message() {
    return switch (this) {
      case WriteExperiment(var experiment) -> Optional.of(experiment);
      case WriteTrial(var trial) -> Optional.of(trial);
      case AskAgent(var command) -> Optional.of(command);
      case AskProbe(var command) -> Optional.of(command);
      case EraseExperiment erase -> Optional.empty();
      case EraseTrial erase -> Optional.empty();
    };
  }
}
