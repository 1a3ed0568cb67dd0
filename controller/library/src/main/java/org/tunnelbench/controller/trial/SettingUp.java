package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostCommand.SetUp;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.Report.EndpointFailed;
import org.tunnelbench.contract.message.Report.EndpointReady;
import org.tunnelbench.contract.trial.Failure;

/**
 * Both agents set their ends up and prove them.
 *
 * @param ready who has said so, at most one of the two
 */
public record SettingUp(Assignment assignment, List<EndpointReady> ready) implements OpenTrial {
  public SettingUp {
    ready = List.copyOf(ready);
  }

  @Override
  public List<Effect> commands() {
    return List.of(
        new Effect.AskAgent(new SetUp(assignment.first())),
        new Effect.AskAgent(new SetUp(assignment.second())));
  }

  @Override
  public OpenTrial take(Report report, Instant now) {
    return switch (report) {
      case EndpointReady proved -> with(proved);
      case EndpointFailed failed -> giveUp(Ending.failed(failed.failure()), now);
      case EndpointDown down -> takenDownUnasked(down, now);
      case Report.ReceiverReady unfitting -> this;
      case Report.TrafficEnded unfitting -> this;
      case Report.TrafficStopped unfitting -> this;
    };
  }

  private OpenTrial with(EndpointReady proved) {
    if (ready.stream().anyMatch(seen -> seen.host().equals(proved.host()))) {
      return this;
    }
    List<EndpointReady> both = new ArrayList<>(ready);
    both.add(proved);
    if (both.size() < assignment.hosts().size()) {
      return new SettingUp(assignment, both);
    }
    HostName sender = assignment.host(End.SENDER);
    int mtu =
        both.stream()
            .filter(end -> end.host().equals(sender))
            .mapToInt(EndpointReady::mtu)
            .findFirst()
            .orElseThrow();
    return new StartingReceiver(assignment, mtu);
  }

  @Override
  public OpenTrial giveUp(Ending ending, Instant now) {
    return TakingDown.beforeTraffic(assignment, ending, now);
  }

  @Override
  public OpenTrial lose(HostName host, Failure failure, Instant now) {
    return giveUp(Ending.failed(failure), now).lose(host, failure, now);
  }

  @Override
  public String phase() {
    return "setting up";
  }
}
