package org.tunnelbench.controller.analysis.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

class CounterEvidenceTest {
  private static final int SAMPLES = 60;

  private final Random random = new Random(9);
  private final List<SeriesPoint> decaying =
      ExampleSeries.shaped(random, SAMPLES, 1, 0.2, seconds -> 100 / (1 + seconds / 5));
  private final MeasuredSeries healthy =
      series(
          ExampleSeries.shaped(random, SAMPLES, 1, 0.1, seconds -> 100),
          Map.of("xfrm_dst_cache", constant(), "uptime", clock()));

  @Test
  void findsTheCounterThatGrowsByOneForEachPacket() {
    List<CounterEvidence> evidence =
        CounterEvidence.of(series(decaying, Map.of("xfrm_dst_cache", bundles())), healthy);
    assertThat(evidence)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.counter()).isEqualTo("xfrm_dst_cache");
              assertThat(one.correlation()).isGreaterThan(0.9);
              assertThat(one.twinGrowthPerSecond()).isCloseTo(0, within(1e-9));
              assertThat(one.sentence()).contains("grows by 0.98 objects per 1400 bytes received");
            });
  }

  /** Ten samples a second, a reading each second: as a fleet measures. */
  @Test
  void findsTheSendersCounterInATrialWithFinerSamples() {
    List<SeriesPoint> fine =
        ExampleSeries.shaped(random, 10 * SAMPLES, 0.1, 0.2, seconds -> 100 / (1 + seconds / 5));
    List<SeriesPoint> steady = ExampleSeries.shaped(random, 10 * SAMPLES, 0.1, 0.1, seconds -> 100);

    TrialResult trial = ExampleExperiment.trials(1).getFirst();
    List<CounterEvidence> evidence =
        CounterEvidence.of(
            MeasuredSeries.of(trial.with(counted(fine, 0.98))),
            MeasuredSeries.of(trial.with(counted(steady, 0))));

    assertThat(evidence)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.counter()).isEqualTo("sender_xfrm_dst_cache");
              assertThat(one.kernelsName()).isEqualTo("xfrm_dst_cache");
              assertThat(one.sentence())
                  .startsWith("xfrm_dst_cache on the sender grows by 0.98 objects per packet sent");
            });
  }

  /** With the packets that were sent, and so many bundles for each. */
  private static List<SeriesPoint> counted(List<SeriesPoint> points, double perPacket) {
    List<SeriesPoint> counted = new ArrayList<>();
    double packets = 0;
    for (int i = 0; i < points.size(); i++) {
      SeriesPoint point = points.get(i);
      packets += point.receivedBytes() / 1000.0;
      Optional<Counters> reading =
          Optional.of(
              new Counters(
                  Map.of(
                      "tunnel_tx_packets", Math.round(packets),
                      "xfrm_dst_cache", Math.round(5 + packets * perPacket))));
      counted.add(
          new SeriesPoint(
              point.start(),
              point.seconds(),
              point.receivedBytes(),
              point.sentBytes(),
              point.retransmits(),
              i % 10 == 3 ? reading : Optional.empty(),
              Optional.empty(),
              OptionalLong.empty(),
              OptionalLong.empty()));
    }
    return counted;
  }

  @Test
  void aTrendAloneIsNoEvidence() {
    List<Double> drifting = new ArrayList<>();
    double value = 0;
    for (int i = 0; i < SAMPLES; i++) {
      value += 500 + 100 * random.nextGaussian();
      drifting.add(value);
    }
    assertThat(CounterEvidence.of(series(decaying, Map.of("xfrm_dst_cache", drifting)), healthy))
        .isEmpty();
  }

  @Test
  void whatGrowsAlikeInTheHealthyTwinIsNoEvidence() {
    assertThat(CounterEvidence.of(series(decaying, Map.of("uptime", clock())), healthy)).isEmpty();
  }

  @Test
  void nothingMovesWithASlowdownToNothing() {
    List<SeriesPoint> silent = ExampleSeries.silent(SAMPLES, 1);
    assertThat(CounterEvidence.of(series(silent, Map.of("uptime", noisy())), healthy)).isEmpty();
    assertThat(CounterEvidence.of(series(silent, Map.of("xfrm_dst_cache", noisy())), healthy))
        .isEmpty();
  }

  @Test
  void whatWasNotReadInTheHealthyTwinIsNoEvidence() {
    MeasuredSeries ill = series(decaying, Map.of("sender_xfrm_in_no_states", bundles()));
    assertThat(CounterEvidence.of(ill, twin(Map.of()))).isEmpty();
    assertThat(CounterEvidence.of(ill, twin(Map.of("receiver_context_switches", clock()))))
        .isEmpty();
    assertThat(
            CounterEvidence.of(
                ill,
                twin(Map.of("sender_xfrm_in_no_states", Collections.nCopies(SAMPLES, Double.NaN)))))
        .isEmpty();
  }

  /** As a host's reading leaves out what is 0. */
  @Test
  void whatTheHealthyTwinsReadingsLeftOutWasNought() {
    MeasuredSeries ill = series(decaying, Map.of("sender_xfrm_in_no_states", bundles()));
    assertThat(CounterEvidence.of(ill, twin(Map.of("sender_context_switches", clock()))))
        .singleElement()
        .satisfies(one -> assertThat(one.twinGrowthPerSecond()).isZero());
  }

  @Test
  void onlyWhatWasReadOftenEnoughIsJudged() {
    List<Double> seldom = new ArrayList<>(Collections.nCopies(SAMPLES, Double.NaN));
    for (int i = 0; i < CounterEvidence.LEAST_READINGS - 1; i++) {
      seldom.set(i, 1.0 * i);
    }
    MeasuredSeries ill = series(decaying, Map.of("xfrm_dst_cache", seldom, "uptime", clock()));
    assertThat(CounterEvidence.judged(ill)).isEqualTo(1);
  }

  private MeasuredSeries twin(Map<String, List<Double>> counters) {
    return series(healthy.points(), counters);
  }

  /** Nearly one for each packet of the series that decays. */
  private List<Double> bundles() {
    List<Double> bundles = new ArrayList<>();
    double active = 10;
    for (SeriesPoint point : decaying) {
      active += 0.98 * point.receivedBytes() / 1400;
      bundles.add(active);
    }
    return bundles;
  }

  /** Grows by steps that shrink, as time goes by. */
  private static List<Double> noisy() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      values.add(1e6 * Math.sqrt(i));
    }
    return values;
  }

  private static MeasuredSeries series(
      List<SeriesPoint> points, Map<String, List<Double>> counters) {
    return new MeasuredSeries("2.6.32", "", Map.of(), 1, points, counters);
  }

  private static List<Double> constant() {
    return Collections.nCopies(SAMPLES, 1.0);
  }

  private static List<Double> clock() {
    List<Double> clock = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      clock.add(100.0 * i);
    }
    return clock;
  }
}
