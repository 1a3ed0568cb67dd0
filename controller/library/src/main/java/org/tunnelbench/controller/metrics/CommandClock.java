package org.tunnelbench.controller.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.controller.trial.Effect;

/**
 * How long commands wait for their answers. The start of a sender is left out: it is answered when
 * its traffic is over.
 */
public final class CommandClock {
  /** Bound on the commands that wait; beyond it the oldest is forgotten. */
  static final int MOST_WAITING = 10_000;

  private final Map<Asked, Instant> waiting = new LinkedHashMap<>();

  /** An answer that came, and how long it took. */
  public record Answered(String command, Duration after) {}

  private record Asked(Attempt attempt, HostName host, String command) {}

  /** Something was written; a command that is asked again has waited since it first was. */
  public void asked(Effect effect, Instant now) {
    Optional<Asked> asked =
        switch (effect) {
          case Effect.AskAgent ask ->
              Optional.of(
                  new Asked(
                      ask.command().attempt(),
                      ask.command().host(),
                      switch (ask.command()) {
                        case HostCommand.SetUp setUp -> "set-up";
                        case HostCommand.TakeDown takeDown -> "take-down";
                      }));
          case Effect.AskProbe ask -> asked(ask.command());
          case Effect.WriteExperiment write -> Optional.empty();
          case Effect.WriteTrial write -> Optional.empty();
          case Effect.EraseExperiment erase -> Optional.empty();
          case Effect.EraseTrial erase -> Optional.empty();
        };
    asked.ifPresent(
        command -> {
          waiting.putIfAbsent(command, now);
          if (waiting.size() > MOST_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
          }
        });
  }

  private static Optional<Asked> asked(ProbeCommand command) {
    return switch (command) {
      case ProbeCommand.StartReceiver start ->
          Optional.of(new Asked(start.attempt(), start.host(), "start-receiver"));
      case ProbeCommand.StartSender start -> Optional.empty();
      case ProbeCommand.EndTraffic end -> Optional.empty();
      case ProbeCommand.StopTraffic stop ->
          Optional.of(new Asked(stop.attempt(), stop.host(), "stop-traffic"));
    };
  }

  /** A report came; what it answers, where it is the first that does. */
  public Optional<Answered> answered(Report report, Instant now) {
    Optional<String> command =
        switch (report) {
          case Report.EndpointReady ready -> Optional.of("set-up");
          case Report.EndpointFailed failed -> Optional.of("set-up");
          case Report.EndpointDown down -> Optional.of("take-down");
          case Report.ReceiverReady ready -> Optional.of("start-receiver");
          case Report.TrafficStopped stopped -> Optional.of("stop-traffic");
          case Report.TrafficEnded ended -> Optional.empty();
        };
    return command.flatMap(
        name -> {
          @Nullable Instant since =
              waiting.remove(new Asked(report.attempt(), report.host(), name));
          return since == null
              ? Optional.empty()
              : Optional.of(new Answered(name, Duration.between(since, now)));
        });
  }

  int waiting() {
    return waiting.size();
  }
}
