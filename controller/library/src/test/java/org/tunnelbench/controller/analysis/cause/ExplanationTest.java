package org.tunnelbench.controller.analysis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.controller.analysis.shape.SeriesShape;
import org.tunnelbench.controller.example.ExampleSeries;

class ExplanationTest {
  private static Explanation withoutEvidence(int read, int judged) {
    return new Explanation(
        "6.1",
        "local",
        "omitted",
        "set",
        Map.of("tunnel", "gre"),
        0.1,
        0.05,
        0.2,
        SeriesShape.of(ExampleSeries.silent(30, 1)),
        List.of(),
        read,
        judged,
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, No counter was read",
    "5, 0, No counter was read often enough (20 times) to be judged",
    "5, 3, None of the 3 counters moves with it",
  })
  void tellsWhyNoCounterIsNamed(int read, int judged, String words) {
    Explanation explanation = withoutEvidence(read, judged);
    assertThat(explanation.withoutCounters()).isEqualTo(words);
    assertThat(explanation.sentence()).contains(" " + words + ".");
  }
}
