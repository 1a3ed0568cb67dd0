package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;

class TextReportTest {
  @Test
  void printsTheMeasuredExperiment() throws IOException {
    assertThat(TextReport.of(Examples.measured())).isEqualTo(golden("measured.txt"));
  }

  @Test
  void printsFailuresWithTheirReasonAndAdvice() throws IOException {
    assertThat(TextReport.of(Examples.partlyFailed())).isEqualTo(golden("partly-failed.txt"));
  }

  @Test
  void endsWithTheAnswer() {
    for (ExperimentResult result :
        List.of(
            Examples.measured(), Examples.partlyFailed(), Examples.cancelled(), Examples.empty())) {
      assertThat(TextReport.of(result).lines().toList().getLast()).isEqualTo(result.summary());
    }
  }

  @Test
  void carriesNoControlCharacter() {
    assertThat(TextReport.of(Examples.partlyFailed())).doesNotContainPattern("[\\p{Cc}&&[^\n]]");
  }

  private static String golden(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(TextReportTest.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
