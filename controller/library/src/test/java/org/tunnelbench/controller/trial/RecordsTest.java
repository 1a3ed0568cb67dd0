package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Disturbance;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.TrialId;

class RecordsTest {
  private static final Positions READ =
      new Positions(
          9,
          Map.of(
              Samples.host("a"),
              new Positions.OfHost(5, 7),
              Samples.host("b"),
              Positions.OfHost.START));

  /** What a broker takes by default as one record ({@code message.max.bytes}), with some room. */
  private static final int MOST_BYTES = 900_000;

  private static ExperimentRecord largest() {
    ExperimentDocument document = Samples.document();
    List<PlannedTrial> trials = new ArrayList<>();
    for (int place = 0; place < ExperimentDocument.MOST_TRIALS; place++) {
      trials.add(
          new PlannedTrial(
              TrialId.of(Samples.EXPERIMENT, place),
              Samples.pair("host-" + place % 50, "peer-" + place % 50, Optional.of("lab")),
              "6.1.0 (test)",
              document.cells().get(place % document.cells().size()),
              1 + place / 200));
    }
    return ExperimentRecord.submitted(
        Samples.EXPERIMENT, document, "f", ExperimentPlan.of(trials), Samples.NOON);
  }

  @Test
  void theLargestExperimentFitsIntoARecordAndComesBackEqual() throws Exception {
    ExperimentRecord experiment = largest();
    byte[] bytes = Records.CODEC.encode(experiment);
    assertThat(bytes.length).isLessThan(MOST_BYTES);
    assertThat(Records.CODEC.decode(bytes)).isEqualTo(experiment);
  }

  @Test
  void anExperimentIsWhatBecameOfIt() throws Exception {
    ExperimentRecord running =
        Samples.experiment(
            Samples.EXPERIMENT, List.of(Samples.pair("a", "b", Optional.empty())), Samples.NOON);
    ExperimentRecord cancelled = running.cancelled(Samples.NOON.plusSeconds(1));
    ExperimentRecord ended = cancelled.ended(Samples.NOON.plusSeconds(2));
    assertThat(Records.CODEC.decode(Records.CODEC.encode(ended))).isEqualTo(ended);
    Chronicle chronicle = new Chronicle();
    assertThat(chronicle.fold(running)).isTrue();
    assertThat(chronicle.fold(running)).isFalse();
    assertThat(chronicle.open()).isEqualTo(1);
    assertThat(chronicle.state(running, 0)).isEqualTo(Planned.STATE);
    chronicle.fold(ended);
    assertThat(chronicle.open()).isZero();
    assertThat(chronicle.state(ended, 0))
        .isEqualTo(Planned.STATE.cancel(Samples.NOON.plusSeconds(1)));
  }

  /** What an earlier version wrote lacks what came later. */
  @Test
  void recordsOfBeforeTrialsWereRepeatedAreRead() throws Exception {
    ExperimentRecord experiment =
        Samples.experiment(
            Samples.EXPERIMENT, List.of(Samples.pair("a", "b", Optional.empty())), Samples.NOON);
    TrialRecord begun =
        new TrialRecord(
            experiment.trial(0).id(), Planned.STATE.begin(assignment(experiment, List.of())));
    String written = new String(Records.CODEC.encode(begun), StandardCharsets.UTF_8);
    String earlier = written.replace(",\"repeats\":[]", "");

    assertThat(earlier).isNotEqualTo(written);
    assertThat(Records.CODEC.decode(earlier.getBytes(StandardCharsets.UTF_8))).isEqualTo(begun);
  }

  @Test
  void aTrialThatIsToBeRepeatedIsRememberedAndCancelledWithItsExperiment() throws Exception {
    ExperimentRecord experiment =
        Samples.experiment(
            Samples.EXPERIMENT, List.of(Samples.pair("a", "b", Optional.empty())), Samples.NOON);
    Disturbance busy = new Disturbance(Disturbance.Kind.PRESSURE, "busy");
    Planned again = Planned.again(List.of(busy), busy);
    TrialRecord record = new TrialRecord(experiment.trial(0).id(), again);
    assertThat(Records.CODEC.decode(Records.CODEC.encode(record))).isEqualTo(record);
    Chronicle chronicle = new Chronicle();
    chronicle.fold(record);
    assertThat(chronicle.state(experiment, 0)).isEqualTo(again);
    assertThat(chronicle.state(experiment.cancelled(Samples.NOON), 0))
        .isEqualTo(Planned.STATE.cancel(Samples.NOON));
    assertThat(experiment.attempt(0, 2).number()).isEqualTo(experiment.attempt(0, 0).number() + 2);
  }

  @Test
  void recordsOfBeforeHostsHadTopicsOfTheirOwnAreReadFromTheTopicsBeginning() throws Exception {
    ExperimentRecord experiment =
        Samples.experiment(
            Samples.EXPERIMENT, List.of(Samples.pair("a", "b", Optional.empty())), Samples.NOON);
    TrialRecord begun =
        new TrialRecord(
            experiment.trial(0).id(), Planned.STATE.begin(assignment(experiment, List.of())));
    String written = new String(Records.CODEC.encode(begun), StandardCharsets.UTF_8);
    String earlier =
        written.replaceAll(
            "\"since\":\\{.*?}}}", "\"since\":{\"facts\":5,\"reports\":7,\"samples\":9}");

    assertThat(earlier).isNotEqualTo(written);
    TrialRecord read = (TrialRecord) Records.CODEC.decode(earlier.getBytes(StandardCharsets.UTF_8));
    assertThat(((OpenTrial) read.state()).assignment().since())
        .isEqualTo(new Positions(9, Map.of()));
    assertThat(Records.CODEC.decode(Records.CODEC.encode(begun))).isEqualTo(begun);
  }

  private static Assignment assignment(ExperimentRecord experiment, List<Disturbance> repeats) {
    try {
      return Assignment.of(
          experiment,
          experiment.attempt(0, repeats.size()),
          Samples.PLANNER.plan(
              experiment.document(),
              experiment.trial(0),
              experiment.attempt(0, repeats.size()),
              Samples.facts(Samples.host("a")),
              Samples.facts(Samples.host("b"))),
          "6.1.0 test",
          Samples.NOON,
          READ,
          repeats);
    } catch (AttemptPlanner.AttemptNotPlannedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void attemptsAtAnExperimentThatIsSubmittedAgainHaveOtherNumbers() {
    List<PairEntry> pairs = List.of(Samples.pair("a", "b", Optional.empty()));
    ExperimentRecord first = Samples.experiment(Samples.EXPERIMENT, pairs, Samples.NOON);
    ExperimentRecord again =
        Samples.experiment(Samples.EXPERIMENT, pairs, Samples.NOON.plusSeconds(1));
    assertThat(again.attempt(0, 0)).isNotEqualTo(first.attempt(0, 0));
  }
}
