package org.tunnelbench.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.ForeignResult;
import org.tunnelbench.controller.foreign.SeriesCsv;

class ResultFilesTest {
  /** As a controller gives it, which compares kernels: there is one alone, so nothing is slow. */
  private static ExperimentResult unexplained() throws Exception {
    List<MeasuredSeries> series =
        SeriesCsv.read(Files.readString(Path.of("../examples/centos6.csv")));
    return ForeignResult.of(
        "one kernel", List.of(), Instant.EPOCH, series, Analysis.of(List.<MeasuredSeries>of()));
  }

  @Test
  void allFilesTellWhatOneOptionMakesSlow(@TempDir Path folder) throws Exception {
    ExperimentResult result = unexplained();
    assertThat(result.summary()).startsWith("Nothing can be called slow");
    ResultFiles files = ResultFiles.write(result, folder);
    String answer = files.result().summary();
    assertThat(answer).contains("omitting `local`", "xfrm-bundle-flow");
    assertThat(
            Json.MAPPER
                .readValue(folder.resolve("result.json").toFile(), ExperimentResult.class)
                .summary())
        .isEqualTo(answer);
    assertThat(files.report()).content().contains("local omitted carries 7.7 Mbit/s");
    try (ZipFile bundle = new ZipFile(folder.resolve("evidence.zip").toFile())) {
      assertThat(
              new String(
                  bundle.getInputStream(bundle.getEntry("verdicts.txt")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .endsWith(answer + "\n");
    }
  }
}
