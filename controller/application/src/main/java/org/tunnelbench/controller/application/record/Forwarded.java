package org.tunnelbench.controller.application.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.tunnelbench.contract.message.MessageCodec;
import org.tunnelbench.contract.message.MessageType;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * What replicas that do not orchestrate pass on to the one that does, and its answers: the messages
 * of the topic of requests, which puts them in one order for all.
 */
sealed interface Forwarded {
  /** The codec of these alone: no other topic holds them. */
  MessageCodec CODEC =
      new MessageCodec(
          List.of(
              new MessageType<>("request-submit", 1, Submit.class),
              new MessageType<>("request-adopt-part", 1, AdoptPart.class),
              new MessageType<>("request-adopt", 1, Adopt.class),
              new MessageType<>("request-cancel", 1, Cancel.class),
              new MessageType<>("request-delete", 1, Delete.class),
              new MessageType<>("request-withdrawn", 1, Withdrawn.class),
              new MessageType<>("request-answered", 1, Answered.class)));

  /** Names the request: made at random by the replica that was asked. */
  String request();

  /** Something that is to be decided. */
  sealed interface Asked extends Forwarded {}

  /** An experiment is to be accepted. */
  record Submit(String request, ExperimentRecord experiment) implements Asked {}

  /** Trials of the {@link Adopt} that follows, few enough for one record of Kafka. */
  record AdoptPart(String request, List<TrialRecord> trials) implements Forwarded {
    public AdoptPart {
      trials = List.copyOf(trials);
    }
  }

  /**
   * An experiment that was measured elsewhere is to be remembered.
   *
   * @param trials how many came before in its parts: where some are missing it is not decided
   */
  record Adopt(String request, ExperimentRecord experiment, int trials) implements Asked {}

  /** An experiment is to be cancelled. */
  record Cancel(String request, ExperimentId experiment) implements Asked {}

  /** An experiment is to be forgotten. */
  record Delete(String request, ExperimentId experiment) implements Asked {}

  /** The user has given up: it is not to be done, where it is not done yet. */
  record Withdrawn(String request) implements Forwarded {}

  /**
   * It was decided, in one transaction with what follows from it.
   *
   * @param reason in words where no more is kept, empty otherwise
   */
  record Answered(String request, Outcome outcome, String reason) implements Forwarded {}

  /** An {@link Answer} without the experiment, which every replica reads in the record. */
  enum Outcome {
    @JsonProperty("done")
    DONE,
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("other-content")
    OTHER_CONTENT,
    @JsonProperty("still-running")
    STILL_RUNNING,
    @JsonProperty("full")
    FULL
  }
}
