package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.EndTraffic;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.trial.Failure;

/**
 * Traffic runs.
 *
 * @param mtu in bytes, of the sender's interface that carries the traffic
 * @param over the end whose traffic is over already, at most one
 * @param enough why what was sent is enough; absent while more is wanted
 */
public record Measuring(
    Assignment assignment, int mtu, List<TrafficEnded> over, Optional<String> enough)
    implements OpenTrial {
  public Measuring {
    over = List.copyOf(over);
  }

  /** What was sent is enough: both ends are to end. */
  public Measuring enough(String reason) {
    return new Measuring(assignment, mtu, over, Optional.of(reason));
  }

  @Override
  public List<Effect> commands() {
    if (enough.isEmpty()) {
      return List.of(new Effect.AskProbe(new StartSender(assignment.trafficEnd(End.SENDER))));
    }
    List<Effect> commands = new ArrayList<>();
    for (HostName host : assignment.hosts()) {
      commands.add(new Effect.AskProbe(new EndTraffic(assignment.attempt(), host)));
    }
    return commands;
  }

  @Override
  public OpenTrial take(Report report, Instant now) {
    return switch (report) {
      case TrafficEnded ended when isOfAnothersEnd(ended) -> this;
      case TrafficEnded ended when ended.failure().isPresent() ->
          giveUp(Ending.failed(ended.failure().get()), now);
      case TrafficEnded ended -> with(ended, now);
      case EndpointDown down -> takenDownUnasked(down, now);
      case Report unfitting -> this;
    };
  }

  /** What a host says of the other one's traffic is not its to say. */
  private boolean isOfAnothersEnd(TrafficEnded ended) {
    return !ended.host().equals(assignment.host(ended.end()));
  }

  private OpenTrial with(TrafficEnded ended, Instant now) {
    if (over.stream().anyMatch(seen -> seen.end() == ended.end())) {
      return this;
    }
    List<TrafficEnded> both = new ArrayList<>(over);
    both.add(ended);
    return both.size() < End.values().length
        ? new Measuring(assignment, mtu, both, enough)
        : TakingDown.measured(assignment, Ending.measured(enough), mtu, both, now);
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
    return enough.isEmpty() ? "measuring" : "ending the traffic";
  }
}
