package org.tunnelbench.controller.trial;

import java.util.Optional;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;

/** Something that the orchestrator wants written to a topic. */
public sealed interface Effect {
  /** The topic that it goes to. */
  Topic topic();

  /** The key of the Kafka record. */
  String key();

  /** The message; absent where the key is to be forgotten. */
  Optional<Object> message();

  /** Remember where an experiment stands. */
  record WriteExperiment(ExperimentRecord experiment) implements Effect {
    @Override
    public Topic topic() {
      return Topic.EXPERIMENTS;
    }

    @Override
    public String key() {
      return experiment.id().value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.of(experiment);
    }
  }

  /** Remember where a trial stands. */
  record WriteTrial(TrialRecord trial) implements Effect {
    @Override
    public Topic topic() {
      return Topic.TRIALS;
    }

    @Override
    public String key() {
      return trial.id().value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.of(trial);
    }
  }

  /** Forget an experiment. */
  record EraseExperiment(ExperimentId id) implements Effect {
    @Override
    public Topic topic() {
      return Topic.EXPERIMENTS;
    }

    @Override
    public String key() {
      return id.value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.empty();
    }
  }

  /** Forget a trial. */
  record EraseTrial(TrialId id) implements Effect {
    @Override
    public Topic topic() {
      return Topic.TRIALS;
    }

    @Override
    public String key() {
      return id.value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.empty();
    }
  }

  /** Ask something of a host's agent. */
  record AskAgent(HostCommand command) implements Effect {
    @Override
    public Topic topic() {
      return Topic.commands(command.host());
    }

    @Override
    public String key() {
      return command.attempt().trial().value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.of(command);
    }
  }

  /** Ask something of a host's probe. */
  record AskProbe(ProbeCommand command) implements Effect {
    @Override
    public Topic topic() {
      return Topic.probeCommands(command.host());
    }

    @Override
    public String key() {
      return command.attempt().trial().value();
    }

    @Override
    public Optional<Object> message() {
      return Optional.of(command);
    }
  }
}
