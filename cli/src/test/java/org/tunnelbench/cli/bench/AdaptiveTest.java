package org.tunnelbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.cli.analysis.SeriesFile;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

class AdaptiveTest {
  private static final int CELLS = 6;
  private static final long SEED = 11;

  @Test
  void saysAlmostTheSameOnAFractionOfTheTraffic() throws Exception {
    AdaptiveResult result = Adaptive.measure(recorded(), CELLS, SEED);
    assertThat(result.cells()).isEqualTo(2 * CELLS);
    assertThat(result.kinds()).extracting(AdaptiveResult.Row::kind).contains("level", "recorded");
    assertThat(result.traffic()).isBetween(0.05, 0.35);
    assertThat(result.agreement()).isGreaterThanOrEqualTo(0.75);
    assertThat(result.text()).contains("level").contains("goal: ");
    assertThat(Adaptive.measure(recorded(), CELLS, SEED)).isEqualTo(result);
  }

  private static List<MeasuredSeries> recorded() throws Exception {
    return SeriesFile.readAll(List.of(Path.of("../examples/centos6.csv")));
  }
}
