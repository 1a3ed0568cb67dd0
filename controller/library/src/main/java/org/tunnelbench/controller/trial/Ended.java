package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Report.EndpointDown;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.controller.analysis.SeriesJudgement;

/**
 * Over.
 *
 * @param attempted what remains of the attempt; absent where none was made
 */
public record Ended(Ending ending, Instant at, Optional<Attempted> attempted)
    implements TrialState {
  /**
   * Why an agent undoes by itself; it says so of what is proved gone, and another kind of the rest.
   */
  private static final Set<FailureKind> UNDONE_UNASKED =
      EnumSet.of(FailureKind.DEADLINE_PASSED, FailureKind.AGENT_SILENT);

  /** What is said of a host whose agent was not heard. */
  static final String NOBODY_KNOWS = "not known: nobody could say how the host was left";

  /**
   * What remains of an attempt.
   *
   * @param kernel of the sending host, release and build
   * @param mtu in bytes, of the sender's interface that carried the traffic
   * @param measurement present exactly where the trial was measured
   * @param since the positions of the topics when it began
   * @param until the positions of the topics when it ended: all that was taken in came before
   * @param trafficTool absent in records of before there was a choice
   * @param conditions present exactly where the trial was measured; absent in records of before
   *     they were told
   */
  public record Attempted(
      int number,
      String kernel,
      Instant startedAt,
      Optional<Integer> mtu,
      List<HostOutcome> hosts,
      Optional<SeriesJudgement> measurement,
      Positions since,
      Positions until,
      Optional<String> trafficTool,
      Optional<TrialConditions> conditions) {
    public Attempted {
      hosts = List.copyOf(hosts);
    }

    private Attempted with(EndpointDown late) {
      List<HostOutcome> known =
          hosts.stream()
              .map(host -> host.name().equals(late.host()) ? outcome(late) : host)
              .toList();
      return new Attempted(
          number,
          kernel,
          startedAt,
          mtu,
          known,
          measurement,
          since,
          until,
          trafficTool,
          conditions);
    }

    private Attempted between(Positions first, Positions last) {
      return new Attempted(
          number, kernel, startedAt, mtu, hosts, measurement, first, last, trafficTool, conditions);
    }

    /** The hosts that were not proved to be as they were. */
    List<HostName> unproved() {
      return hosts.stream().filter(host -> !host.clean()).map(HostOutcome::name).toList();
    }
  }

  static Ended withoutAttempt(Ending ending, Instant now) {
    return new Ended(ending, now, Optional.empty());
  }

  static Ended after(
      TakingDown state,
      Ending ending,
      Optional<SeriesJudgement> measurement,
      Optional<TrialConditions> conditions,
      Positions read,
      Instant now) {
    Assignment assignment = state.assignment();
    return new Ended(
        ending,
        now,
        Optional.of(
            new Attempted(
                assignment.attempt().number(),
                assignment.kernel(),
                assignment.startedAt(),
                state.mtu(),
                assignment.hosts().stream().map(host -> outcome(state, host)).toList(),
                measurement,
                assignment.since(),
                read,
                Optional.of(assignment.traffic().tool()),
                conditions)));
  }

  /** The same, with its messages elsewhere in the topics. */
  public Ended between(Positions since, Positions until) {
    return new Ended(ending, at, attempted.map(attempt -> attempt.between(since, until)));
  }

  /** Under what conditions it was measured. */
  Optional<TrialConditions> conditions() {
    return attempted.flatMap(Attempted::conditions);
  }

  /** Whether every host was proved to be as it was. */
  boolean leftAllClean() {
    return attempted.filter(attempt -> attempt.unproved().isEmpty()).isPresent();
  }

  /** The same, with what an agent said of a host after the end. */
  Ended with(EndpointDown late) {
    return new Ended(ending, at, attempted.map(attempt -> attempt.with(late)));
  }

  private static HostOutcome outcome(EndpointDown end) {
    return new HostOutcome(end.host(), proves(end), reasons(end));
  }

  private static HostOutcome outcome(TakingDown state, HostName host) {
    return state.down().stream()
        .filter(end -> end.host().equals(host))
        .findFirst()
        .map(Ended::outcome)
        .orElseGet(() -> new HostOutcome(host, false, List.of(NOBODY_KNOWS)));
  }

  private static List<String> reasons(EndpointDown end) {
    return proves(end) || !end.differences().isEmpty()
        ? end.differences()
        : List.of(end.failure().map(Failure::message).orElse("not known"));
  }

  /**
   * Whether an end was proved clean, be it that the agent did it by itself: at its deadline, or
   * when it was stopped.
   */
  static boolean proves(EndpointDown end) {
    return end.differences().isEmpty()
        && end.failure().filter(why -> !UNDONE_UNASKED.contains(why.kind())).isEmpty();
  }

  @Override
  public String phase() {
    return switch (ending.outcome()) {
      case MEASURED -> "measured";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case SKIPPED -> "skipped";
      case PLANNED, RUNNING -> throw new IllegalStateException("not an ending: " + ending);
    };
  }

  @Override
  public Outcome outcome() {
    return ending.outcome();
  }
}
