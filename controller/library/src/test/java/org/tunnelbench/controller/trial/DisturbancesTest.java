package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Latency;
import org.tunnelbench.contract.trial.TrafficConditions;
import org.tunnelbench.contract.trial.TrialId;

class DisturbancesTest {
  private static final Attempt ATTEMPT = new Attempt(TrialId.of(Samples.EXPERIMENT, 0), 1);
  private static final Disturbance RESENT =
      new Disturbance(Disturbance.Kind.RETRANSMITS, "3 segments were sent again");
  private static final Disturbance BUSY = new Disturbance(Disturbance.Kind.PRESSURE, "busy");

  @Test
  void aQuietTrialIsNotDisturbed() {
    TrialConditions quiet =
        Disturbances.judge(ends(0.1, 0.2), points(0, 1000), true, List.of(), false);

    assertThat(quiet.disturbed()).isEmpty();
    assertThat(quiet.persistent()).isEmpty();
    assertThat(quiet.pressureBefore()).hasValue(0.2);
    assertThat(quiet.retransmits()).hasValue(0);
    assertThat(quiet.latency()).contains(new Latency(9, 1, 2, 3));
    assertThat(quiet.senderTool()).contains("iperf 3.12");
    assertThat(quiet.receiverTool()).contains("iperf 3.16");
  }

  @Test
  void retransmitsDisturbWhereTheLinkLosesNothing() {
    assertThat(disturbed(points(3, 1000), true, List.of(), false))
        .contains(
            new Disturbance(
                Disturbance.Kind.RETRANSMITS,
                "3 segments were sent again on a link that loses nothing"));
    assertThat(disturbed(points(3, 1000), false, List.of(), false)).isEmpty();
  }

  /** Where nothing arrives all is sent again: that is what the cell shows. */
  @Test
  void retransmitsAreNoDisturbanceWhereNothingArrives() {
    assertThat(disturbed(points(3, 0), true, List.of(), false)).isEmpty();
  }

  @Test
  void aBusyMachineDisturbs() {
    TrialConditions busy =
        Disturbances.judge(
            ends(0, Disturbances.MOST_PRESSURE + 0.1), points(0, 1000), false, List.of(), false);
    assertThat(busy.disturbed()).map(Disturbance::kind).contains(Disturbance.Kind.PRESSURE);
    assertThat(
            Disturbances.judge(
                    ends(0, Disturbances.MOST_PRESSURE), points(0, 1000), false, List.of(), false)
                .disturbed())
        .isEmpty();
  }

  @Test
  void whatEveryAttemptShowsIsAFinding() {
    TrialConditions third =
        Disturbances.judge(
            ends(0, 0),
            points(3, 1000),
            true,
            Collections.nCopies(Disturbances.MOST_REPEATS, RESENT),
            false);

    assertThat(third.disturbed()).isEmpty();
    assertThat(third.persistent().orElseThrow()).contains("every attempt").contains("3");
    assertThat(disturbed(points(3, 1000), true, List.of(RESENT, BUSY), false)).isPresent();
    assertThat(disturbed(points(3, 1000), true, List.of(RESENT), false)).isPresent();
  }

  @Test
  void whatAnotherRepetitionFoundToPersistIsAFindingAtOnce() {
    assertThat(disturbed(points(3, 1000), true, List.of(), true)).isEmpty();
  }

  @Test
  void repeatsAreBounded() {
    assertThat(Disturbances.mayRepeat(0, 0, 48)).isTrue();
    assertThat(Disturbances.mayRepeat(0, 3, 48)).isTrue();
    assertThat(Disturbances.mayRepeat(0, 4, 48)).isFalse();
    assertThat(Disturbances.mayRepeat(Disturbances.MOST_REPEATS, 2, 48)).isFalse();
    assertThat(Disturbances.mayRepeat(0, 0, 1)).isTrue();
    assertThat(Disturbances.mayRepeat(1, 1, 1)).isFalse();
  }

  @Test
  void probesOfBeforeTellNothing() {
    TrialConditions unknown =
        Disturbances.judge(
            List.of(new TrafficEnded(ATTEMPT, Samples.host("a"), End.SENDER, 1, Optional.empty())),
            List.of(),
            true,
            List.of(),
            false);
    assertThat(unknown.disturbed()).isEmpty();
    assertThat(unknown.retransmits()).isEmpty();
    assertThat(unknown.senderTool()).isEmpty();
  }

  private static Optional<Disturbance> disturbed(
      List<SeriesPoint> points, boolean lossless, List<Disturbance> repeats, boolean persists) {
    return Disturbances.judge(ends(0, 0), points, lossless, repeats, persists).disturbed();
  }

  private static List<SeriesPoint> points(long retransmits, long received) {
    return List.of(
        new SeriesPoint(0, 1, received, OptionalLong.of(1000), OptionalLong.of(retransmits)),
        new SeriesPoint(1, 1, received, OptionalLong.of(1000), OptionalLong.of(0)));
  }

  private static List<TrafficEnded> ends(double sender, double receiver) {
    return List.of(
        end("a", End.SENDER, "iperf 3.12", sender, Optional.of(new Latency(9, 1, 2, 3))),
        end("b", End.RECEIVER, "iperf 3.16", receiver, Optional.empty()));
  }

  private static TrafficEnded end(
      String host, End end, String tool, double pressure, Optional<Latency> latency) {
    return new TrafficEnded(
        ATTEMPT,
        Samples.host(host),
        end,
        2,
        Optional.empty(),
        Optional.of(new TrafficConditions(tool, OptionalDouble.of(pressure), latency)));
  }
}
