package org.tunnelbench.contract.message;

import java.util.List;

/** Every kind of message that passes between the services. */
public final class Messages {
  /** The kinds, in no particular order. */
  public static final List<MessageType<?>> TYPES =
      List.of(
          new MessageType<>("set-up", 1, HostCommand.SetUp.class),
          new MessageType<>("take-down", 1, HostCommand.TakeDown.class),
          new MessageType<>("start-receiver", 1, ProbeCommand.StartReceiver.class),
          new MessageType<>("start-sender", 1, ProbeCommand.StartSender.class),
          new MessageType<>("end-traffic", 1, ProbeCommand.EndTraffic.class),
          new MessageType<>("stop-traffic", 1, ProbeCommand.StopTraffic.class),
          new MessageType<>("endpoint-ready", 1, Report.EndpointReady.class),
          new MessageType<>("endpoint-failed", 1, Report.EndpointFailed.class),
          new MessageType<>("endpoint-down", 1, Report.EndpointDown.class),
          new MessageType<>("receiver-ready", 1, Report.ReceiverReady.class),
          new MessageType<>("traffic-ended", 1, Report.TrafficEnded.class),
          new MessageType<>("traffic-stopped", 1, Report.TrafficStopped.class),
          new MessageType<>("traffic-sample", 1, TrafficSample.class),
          new MessageType<>("host-status", 1, HostStatus.class));

  /** The codec of these kinds. */
  public static final MessageCodec CODEC = new MessageCodec(TYPES);

  private Messages() {}
}
