package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeResultTest {
  private static final int ROUNDS = 40;

  @Test
  void equalRunsReachTheGoalWithoutDoubt() {
    List<ProbeRun> runs = Collections.nCopies(ROUNDS, new ProbeRun(1000, 2));

    ProbeResult result = ProbeResult.of("6.12", 5, runs, runs);

    assertThat(result.throughput()).isEqualTo(new ProbeResult.Ratio(1, 1, 1));
    assertThat(result.reached()).isTrue();
  }

  @Test
  void whatCostsATenthIsSeenThroughNoise() {
    Random random = new Random(5);
    List<ProbeRun> bare = noisy(random, 1000, 2);
    List<ProbeRun> probe = noisy(random, 900, 2.2);

    ProbeResult result = ProbeResult.of("6.12", 5, probe, bare);

    assertThat(result.throughput().median()).isCloseTo(0.9, within(0.03));
    assertThat(result.throughput().low()).isLessThan(result.throughput().median());
    assertThat(result.throughput().high()).isLessThan(1);
    assertThat(result.processors().low()).isGreaterThan(1.03);
    assertThat(result.reached()).isFalse();
  }

  @Test
  void aRunsCostIsByWhatItCarried() {
    ProbeRun run = ProbeRun.of(5e9, 5, 10);
    assertThat(run.mbitPerSecond()).isEqualTo(1000);
    assertThat(run.processorSecondsPerGbit()).isEqualTo(2);
  }

  @Test
  void processorTimesAreThoseOfTheProcessAndItsChildren() {
    String stat = "12 (a) b (c)) S 1 12 12 0 -1 4194560 2 3 4 5 100 20 3 4 20 0 1 0 99 1000 200 0";
    assertThat(GuestProcessors.ticks(stat)).isEqualTo(127);
  }

  private static List<ProbeRun> noisy(Random random, double rate, double cost) {
    return IntStream.range(0, ROUNDS)
        .mapToObj(
            round ->
                new ProbeRun(
                    rate * (1 + 0.03 * random.nextGaussian()),
                    cost * (1 + 0.03 * random.nextGaussian())))
        .toList();
  }
}
