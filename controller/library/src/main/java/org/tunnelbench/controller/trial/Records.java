package org.tunnelbench.controller.trial;

import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.message.MessageCodec;
import org.tunnelbench.contract.message.MessageType;
import org.tunnelbench.contract.message.Messages;

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
}
