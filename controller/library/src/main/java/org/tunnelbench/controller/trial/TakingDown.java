package org.tunnelbench.controller.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand.TakeDown;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.message.Report.EndpointFailed;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.controller.analysis.SeriesJudgement;

/**
 * Both agents undo their ends, and both probes what still runs.
 *
 * @param mtu in bytes, of the sender's interface that carried the traffic
 * @param stopping whether traffic may still run and is to be stopped
 * @param over what both ends said of the traffic; empty where it did not run to its end
 * @param down the ends that are taken down
 * @param stopped the hosts on which no traffic runs any more
 * @param lost hosts that cannot be reached: nobody waits for them
 * @param until how long the answers are waited for
 */
public record TakingDown(
    Assignment assignment,
    Ending ending,
    Optional<Integer> mtu,
    boolean stopping,
    List<TrafficEnded> over,
    List<EndpointDown> down,
    List<HostName> stopped,
    List<HostName> lost,
    Instant until)
    implements OpenTrial {
  /** How long agents and probes are given to undo what they did. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  public TakingDown {
    over = List.copyOf(over);
    down = List.copyOf(down);
    stopped = List.copyOf(stopped);
    lost = List.copyOf(lost);
  }

  static TakingDown beforeTraffic(Assignment assignment, Ending ending, Instant now) {
    return begin(assignment, ending, Optional.empty(), false, List.of(), now);
  }

  static TakingDown stopping(
      Assignment assignment, Ending ending, Optional<Integer> mtu, Instant now) {
    return begin(assignment, ending, mtu, true, List.of(), now);
  }

  static TakingDown measured(
      Assignment assignment, Ending ending, int mtu, List<TrafficEnded> over, Instant now) {
    return begin(assignment, ending, Optional.of(mtu), false, over, now);
  }

  private static TakingDown begin(
      Assignment assignment,
      Ending ending,
      Optional<Integer> mtu,
      boolean stopping,
      List<TrafficEnded> over,
      Instant now) {
    return new TakingDown(
        assignment, ending, mtu, stopping, over, List.of(), List.of(), List.of(), now.plus(GRACE));
  }

  @Override
  public List<Effect> commands() {
    List<Effect> commands = new ArrayList<>();
    for (HostName host : assignment.hosts()) {
      if (stopping) {
        commands.add(new Effect.AskProbe(new StopTraffic(assignment.attempt(), host)));
      }
      commands.add(new Effect.AskAgent(new TakeDown(assignment.attempt(), host)));
    }
    return commands;
  }

  @Override
  public OpenTrial take(Report report, Instant now) {
    return switch (report) {
      case EndpointDown undone when !isDown(undone.host()) ->
          with(explained(undone.failure()), append(down, undone), stopped, lost);
      case TrafficStopped over when !stopped.contains(over.host()) ->
          with(explained(over.failure()), down, append(stopped, over.host()), lost);
      case EndpointFailed late -> with(explained(Optional.of(late.failure())), down, stopped, lost);
      case TrafficEnded late -> with(explained(late.failure()), down, stopped, lost);
      case Report unfitting -> this;
    };
  }

  private Ending explained(Optional<Failure> failure) {
    return failure
        .filter(why -> why.kind() == FailureKind.HOST_UNREACHABLE)
        .map(ending::explainedBy)
        .orElse(ending);
  }

  /** What was decided first stays: that it is undone is already asked. */
  @Override
  public OpenTrial giveUp(Ending other, Instant now) {
    return this;
  }

  @Override
  public OpenTrial lose(HostName host, Failure failure, Instant now) {
    return lost.contains(host) || isDown(host)
        ? this
        : with(ending.explainedBy(failure), down, stopped, append(lost, host));
  }

  /** The deadline asks for what is being done already. */
  @Override
  public OpenTrial tick(Instant now) {
    return this;
  }

  /**
   * Whether the trial can end since nothing is waited for any more.
   *
   * @param series what was received of the samples; what both ends announced must have come
   */
  public boolean isOver(TrialSeries series) {
    return assignment.hosts().stream().allMatch(this::isSettled) && series.isComplete(over);
  }

  /** Whether the trial ends although something is waited for: the time for it is over. */
  public boolean isOverdue(Instant now) {
    return !now.isBefore(until);
  }

  private boolean isSettled(HostName host) {
    return lost.contains(host) || (isDown(host) && (!stopping || stopped.contains(host)));
  }

  private boolean isDown(HostName host) {
    return down.stream().anyMatch(seen -> seen.host().equals(host));
  }

  /**
   * The trial with its end: a host whose agent has not answered makes it a failure.
   *
   * @param read what was read of the topics up to now
   */
  public Ended end(
      Optional<SeriesJudgement> measurement,
      Optional<TrialConditions> conditions,
      Positions read,
      Instant now) {
    Ending last =
        assignment.hosts().stream()
            .filter(host -> !isDown(host))
            .findFirst()
            .map(this::endingWithout)
            .orElse(ending);
    return Ended.after(this, last, measurement, conditions, read, now);
  }

  private Ending endingWithout(HostName host) {
    return ending.explainedBy(
        Failure.of(
            FailureKind.AGENT_SILENT,
            host,
            "the host's agent did not say within %d s that its end was taken down"
                .formatted(GRACE.toSeconds())));
  }

  private TakingDown with(
      Ending ending, List<EndpointDown> down, List<HostName> stopped, List<HostName> lost) {
    TakingDown next =
        new TakingDown(assignment, ending, mtu, stopping, over, down, stopped, lost, until);
    return next.equals(this) ? this : next;
  }

  private static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  @Override
  public String phase() {
    return "taking down";
  }
}
