package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunnelbench.controller.trial.Samples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

class TrialStateTest {
  private static final HostName FIRST = Samples.host("first");
  private static final HostName SECOND = Samples.host("second");

  private final Assignment assignment = assignment();
  private final Attempt attempt = assignment.attempt();
  private final SettingUp settingUp = Planned.STATE.begin(assignment);

  private static Assignment assignment() {
    ExperimentRecord experiment =
        Samples.experiment(
            Samples.EXPERIMENT, List.of(Samples.pair("first", "second", Optional.empty())), NOON);
    Attempt attempt = experiment.attempt(0, 0);
    try {
      AttemptPlanner.Ends ends =
          Samples.PLANNER.plan(
              experiment.document(),
              experiment.trial(0),
              attempt,
              Samples.facts(FIRST),
              Samples.facts(SECOND));
      return Assignment.of(
          experiment, attempt, ends, "6.1.0 (test)", NOON, Positions.START, List.of());
    } catch (AttemptPlanner.AttemptNotPlannedException e) {
      throw new AssertionError(e);
    }
  }

  private OpenTrial after(OpenTrial from, Report... reports) {
    OpenTrial state = from;
    for (Report report : reports) {
      state = state.on(report, NOON);
    }
    return state;
  }

  private Report.EndpointReady ready(HostName host, int mtu) {
    return new Report.EndpointReady(attempt, host, mtu, 0);
  }

  private Report.TrafficEnded ended(HostName host, End end) {
    return new Report.TrafficEnded(attempt, host, end, 0, Optional.empty());
  }

  private Report.EndpointDown down(HostName host, FailureKind... why) {
    return new Report.EndpointDown(
        attempt,
        host,
        List.of(),
        List.of(why).stream().findFirst().map(kind -> Failure.of(kind, host, "because")));
  }

  private OpenTrial measuring() {
    return after(
        settingUp,
        ready(FIRST, 1300),
        ready(SECOND, 1400),
        new Report.ReceiverReady(attempt, SECOND, "iperf 3"));
  }

  private Ended end(OpenTrial state) {
    assertThat(state).isInstanceOf(TakingDown.class);
    TakingDown taking = (TakingDown) state;
    assertThat(taking.isOver(new TrialSeries(attempt))).isTrue();
    return taking.end(Optional.empty(), Optional.empty(), Positions.START, NOON);
  }

  @Test
  void goesFromStateToStateAsItsHostsReport() {
    OpenTrial starting = after(settingUp, ready(SECOND, 1400), ready(FIRST, 1300));
    assertThat(starting).isEqualTo(new StartingReceiver(assignment, 1300));
    OpenTrial measuring = after(starting, new Report.ReceiverReady(attempt, SECOND, "iperf 3"));
    assertThat(measuring).isEqualTo(new Measuring(assignment, 1300, List.of(), Optional.empty()));
    OpenTrial taking = after(measuring, ended(SECOND, End.RECEIVER), ended(FIRST, End.SENDER));
    Ended ended = end(after(taking, down(FIRST), down(SECOND)));
    assertThat(ended.outcome()).isEqualTo(Outcome.MEASURED);
    assertThat(ended.attempted().orElseThrow().hosts()).allMatch(HostOutcome::clean);
  }

  @Test
  void aHostDoesNotTellOfTheOthersTraffic() {
    OpenTrial measuring = measuring();
    assertThat(after(measuring, ended(FIRST, End.RECEIVER), ended(SECOND, End.SENDER)))
        .isSameAs(measuring);
  }

  @Test
  void staysAsItIsWhereAReportDoesNotFit() {
    Attempt old = new Attempt(attempt.trial(), attempt.number() + 1);
    assertThat(
            after(
                settingUp,
                new Report.EndpointReady(old, FIRST, 1300, 0),
                new Report.EndpointReady(attempt, Samples.host("third"), 1300, 0),
                new Report.ReceiverReady(attempt, SECOND, "iperf 3"),
                ended(FIRST, End.SENDER)))
        .isSameAs(settingUp);
    assertThat(after(settingUp, ready(FIRST, 1300), ready(FIRST, 1300)))
        .isEqualTo(new SettingUp(assignment, List.of(ready(FIRST, 1300))));
    OpenTrial measuring = measuring();
    assertThat(after(measuring, ready(FIRST, 1300))).isSameAs(measuring);
    assertThat(after(measuring, new Report.ReceiverReady(attempt, FIRST, "iperf 3")))
        .isSameAs(measuring);
  }

  @Test
  void endsAsTheFirstFailureSays() {
    Failure first = Failure.of(FailureKind.LEFTOVER_STATE, FIRST, "in the way");
    Failure second = Failure.of(FailureKind.STEP_FAILED, SECOND, "no");
    OpenTrial taking =
        after(
            settingUp,
            new Report.EndpointFailed(attempt, FIRST, first),
            new Report.EndpointFailed(attempt, SECOND, second));
    assertThat(taking.commands()).hasSize(2);
    assertThat(end(after(taking, down(FIRST), down(SECOND))).ending())
        .isEqualTo(Ending.failed(first));
  }

  @Test
  void stopsTrafficThatMayRunAndWaitsForIt() {
    Failure failure = Failure.of(FailureKind.TRAFFIC_FAILED, FIRST, "reset");
    OpenTrial taking =
        after(
            measuring(),
            new Report.TrafficEnded(attempt, FIRST, End.SENDER, 0, Optional.of(failure)),
            down(FIRST),
            down(SECOND));
    assertThat(taking.commands()).hasSize(4);
    assertThat(((TakingDown) taking).isOver(new TrialSeries(attempt))).isFalse();
    OpenTrial stopped =
        after(
            taking,
            new Report.TrafficStopped(attempt, FIRST, Optional.empty()),
            new Report.TrafficStopped(attempt, SECOND, Optional.empty()));
    assertThat(end(stopped).ending()).isEqualTo(Ending.failed(failure));
  }

  @Test
  void doesNotWaitForAHostThatIsLostAndNamesItAsTheReason() {
    Failure sign = Failure.of(FailureKind.TRAFFIC_FAILED, FIRST, "timed out");
    Failure reason = Failure.of(FailureKind.HOST_UNREACHABLE, SECOND, "gone");
    OpenTrial taking =
        after(
            measuring(),
            new Report.TrafficEnded(attempt, FIRST, End.SENDER, 0, Optional.of(sign)),
            down(FIRST),
            new Report.TrafficStopped(attempt, FIRST, Optional.empty()));
    Ended ended = end(taking.lose(SECOND, reason, NOON));
    assertThat(ended.ending()).isEqualTo(Ending.failed(reason));
    assertThat(ended.attempted().orElseThrow().hosts())
        .extracting(HostOutcome::clean)
        .containsExactly(true, false);
  }

  @Test
  void isGivenUpAtItsDeadlineAndThenEndsWithinTheGrace() {
    Instant deadline = assignment.deadline();
    OpenTrial measuring = measuring();
    assertThat(measuring.tick(deadline.minusMillis(1))).isSameAs(measuring);
    TakingDown taking = (TakingDown) measuring.tick(deadline);
    Instant graceOver = deadline.plus(TakingDown.GRACE);
    assertThat(taking.isOver(new TrialSeries(attempt))).isFalse();
    assertThat(taking.isOverdue(graceOver.minus(Duration.ofMillis(1)))).isFalse();
    assertThat(taking.isOverdue(graceOver)).isTrue();
    Ended ended = taking.end(Optional.empty(), Optional.empty(), Positions.START, graceOver);
    assertThat(ended.ending().failure().orElseThrow().kind()).isEqualTo(FailureKind.AGENT_SILENT);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEADLINE_PASSED", "AGENT_SILENT"})
  void takesWhyAnAgentUndidByItselfAsTheReasonAndItsHostAsClean(FailureKind why) {
    OpenTrial taking =
        after(
            measuring(),
            down(FIRST, why),
            down(SECOND, why),
            new Report.TrafficStopped(attempt, FIRST, Optional.empty()),
            new Report.TrafficStopped(attempt, SECOND, Optional.empty()));
    Ended ended = end(taking);
    assertThat(ended.ending().failure().orElseThrow().kind()).isEqualTo(why);
    assertThat(ended.attempted().orElseThrow().hosts()).allMatch(HostOutcome::clean);
  }

  @Test
  void waitsForTheSamplesThatBothEndsAnnounced() {
    TakingDown taking =
        (TakingDown)
            after(
                measuring(),
                new Report.TrafficEnded(attempt, FIRST, End.SENDER, 1, Optional.empty()),
                new Report.TrafficEnded(attempt, SECOND, End.RECEIVER, 1, Optional.empty()),
                down(FIRST),
                down(SECOND));
    TrialSeries series = new TrialSeries(attempt);
    series.add(Samples.sample(attempt, FIRST, End.SENDER, 0));
    assertThat(taking.isOver(series)).isFalse();
    series.add(Samples.sample(attempt, SECOND, End.RECEIVER, 0));
    assertThat(taking.isOver(series)).isTrue();
  }

  @Test
  void asksOnlyWhatItsPhaseNeeds() {
    assertThat(settingUp.commands()).hasSize(2).allMatch(Effect.AskAgent.class::isInstance);
    assertThat(measuring().commands())
        .containsExactly(new Effect.AskProbe(new StartSender(assignment.trafficEnd(End.SENDER))));
    assertThat(assignment.trafficEnd(End.RECEIVER).host()).isEqualTo(SECOND);
  }
}
