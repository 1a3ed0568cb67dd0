package org.tunnelbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

class CountersCsvTest {
  private static final int SAMPLES = 200;

  private static Analysis analysis(String kernel, String counter) {
    List<SeriesPoint> points =
        IntStream.range(0, SAMPLES)
            .mapToObj(
                second ->
                    new SeriesPoint(second, 1, 1_000, OptionalLong.empty(), OptionalLong.empty()))
            .toList();
    return Analysis.of(
        List.of(
            new MeasuredSeries(
                kernel,
                "a b",
                Map.of("tunnel", "gre"),
                1,
                points,
                Map.of(counter, Collections.nCopies(SAMPLES, -1.0)))));
  }

  @Test
  void hasALineForEveryReading() {
    List<String> lines =
        CountersCsv.of(analysis("6.1", "uptime"), 1_000_000).orElseThrow().lines().toList();
    assertThat(lines).hasSize(1 + SAMPLES);
    assertThat(lines.get(1)).isEqualTo("6.1,a b,tunnel=gre,1,0.0,uptime,-1.0");
  }

  @Test
  void isNotMadeWhereItWouldBeLarger() {
    Analysis analysis = analysis("6.1", "uptime");
    int size = CountersCsv.of(analysis, Long.MAX_VALUE).orElseThrow().length();
    assertThat(CountersCsv.of(analysis, size)).isPresent();
    assertThat(CountersCsv.of(analysis, size - 1)).isEmpty();
  }

  @Test
  void holdsNoFormula() {
    assertThat(CountersCsv.of(analysis("=1+1", "-cmd"), 1_000_000).orElseThrow().lines())
        .element(1)
        .isEqualTo("'=1+1,a b,tunnel=gre,1,0.0,'-cmd,-1.0");
  }
}
