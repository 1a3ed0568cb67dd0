package org.tunnelbench.controller.trial;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.MessageCodec;
import org.tunnelbench.contract.message.MessageType;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;

/** Every kind of message that the controller writes or reads, its own records included. */
public final class Records {
  /** The controller's own record of experiments and trials. */
  public static final List<MessageType<?>> TYPES =
      List.of(
          new MessageType<>("experiment-record", 1, ExperimentRecord.class),
          new MessageType<>("trial-record", 1, TrialRecord.class));

  /** The codec of these and of all that passes between the services. */
  public static final MessageCodec CODEC =
      new MessageCodec(Stream.concat(TYPES.stream(), Messages.TYPES.stream()).toList());

  private Records() {}

  /**
   * The topic in which alone this is believed: nobody writes there but who may say it
   * (docs/decisions/0014-who-says-what-of-a-host.md).
   *
   * @return absent for what nobody reads of a topic into the record
   */
  public static Optional<Topic> place(Object message) {
    return switch (message) {
      case ExperimentRecord experiment -> Optional.of(Topic.EXPERIMENTS);
      case TrialRecord trial -> Optional.of(Topic.TRIALS);
      case HostStatus status -> Optional.of(Topic.facts(status.host()));
      case Report report -> Optional.of(Topic.reports(report.host()));
      case TrafficSample sample -> Optional.of(Topic.SAMPLES);
      case Object other -> Optional.empty();
    };
  }
}
