package org.tunnelbench.throughputprobe.traffic;

import java.util.Optional;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.EndTraffic;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.Failure;

/** Reports of commands that came to nothing. */
final class NothingCounted {
  private NothingCounted() {}

  static Report report(ProbeCommand command, Failure failure) {
    return switch (command) {
      case StartReceiver start -> ended(start.end(), End.RECEIVER, failure);
      case StartSender start -> ended(start.end(), End.SENDER, failure);
      case EndTraffic end ->
          throw new IllegalArgumentException("what it ends is answered, and not it: " + end);
      case StopTraffic stop ->
          new TrafficStopped(stop.attempt(), stop.host(), Optional.of(failure));
    };
  }

  private static TrafficEnded ended(TrafficEnd traffic, End end, Failure failure) {
    return new TrafficEnded(traffic.attempt(), traffic.host(), end, 0, Optional.of(failure));
  }
}
