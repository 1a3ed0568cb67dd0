package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.trial.Failure;

/**
 * Both ends are proved; the receiver is to listen.
 *
 * @param mtu in bytes, of the sender's interface that is to carry the traffic
 */
public record StartingReceiver(Assignment assignment, int mtu) implements OpenTrial {
  @Override
  public List<Effect> commands() {
    return List.of(new Effect.AskProbe(new StartReceiver(assignment.trafficEnd(End.RECEIVER))));
  }

  @Override
  public OpenTrial take(Report report, Instant now) {
    return switch (report) {
      case ReceiverReady listening when listening.host().equals(assignment.host(End.RECEIVER)) ->
          new Measuring(assignment, mtu, List.of(), Optional.empty());
      case TrafficEnded ended when ended.failure().isPresent() ->
          giveUp(Ending.failed(ended.failure().get()), now);
      case EndpointDown down -> takenDownUnasked(down, now);
      case Report unfitting -> this;
    };
  }

  @Override
  public OpenTrial giveUp(Ending ending, Instant now) {
    return TakingDown.stopping(assignment, ending, Optional.of(mtu), now);
  }

  @Override
  public OpenTrial lose(HostName host, Failure failure, Instant now) {
    return giveUp(Ending.failed(failure), now).lose(host, failure, now);
  }

  @Override
  public String phase() {
    return "starting the receiver";
  }
}
