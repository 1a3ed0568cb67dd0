package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.hostaccess.StepResult;

/**
 * A lab with a real Prometheus: it shows what the trials showed, and every panel has data. It takes
 * a machine to itself, since a trial that was disturbed is measured again, and what Prometheus has
 * is then more than the result.
 */
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PrometheusTest {
  private static final String DOCUMENT =
      """
      name: watched
      kernels: ["6.1"]
      blocks:
        - {tunnel: [gretap], inner: [direct], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {seconds: 4, interval: 0.5}
      repetitions: 1
      """;

  /** Bytes in a megabit. */
  private static final double MEGABIT = 1e6 / 8;

  @Test
  void itShowsWhatTheTrialsShowed(@TempDir Path folder) throws Exception {
    Launcher launcher = new Launcher(folder);
    Instant begin = Instant.now();
    try {
      StepResult up = launcher.run("up", "--kernels", "6.1", "--with", "prometheus");
      assertThat(up.exitCode()).as(up.stderr()).isZero();
      assertThat(up.stdout()).contains("Its Prometheus is at http://127.0.0.1:");

      ExperimentResult result = measure(launcher, folder);
      PrometheusQueries prometheus = PrometheusQueries.of(launcher);

      assertTraffic(prometheus, result, begin);
      assertSamples(prometheus, result);
      assertCells(prometheus, result);
      assertThat(prometheus.unanswered(begin)).isEmpty();
    } finally {
      launcher.run("down");
    }
    assertThat(launcher.processes()).isEmpty();
    assertThat(launcher.runs()).isEmpty();
  }

  private static ExperimentResult measure(Launcher launcher, Path folder) throws Exception {
    Path document = Files.writeString(folder.resolve("watched.yaml"), DOCUMENT);
    StepResult said =
        launcher.run(
            "run", "--json", "--output", folder.resolve("out").toString(), document.toString());
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    return Results.parse(said.stdout());
  }

  /** Every byte and interval is counted; what was scraped of the throughput are samples' values. */
  private static void assertTraffic(
      PrometheusQueries prometheus, ExperimentResult result, Instant begin) throws Exception {
    List<SeriesPoint> points =
        result.trials().stream().flatMap(trial -> trial.samples().stream()).toList();
    String receiver = "{end=\"receiver\",experiment=\"%s\"}".formatted(result.id());
    double bytes = points.stream().mapToDouble(SeriesPoint::receivedBytes).sum();
    assertThat(prometheus.awaitValue("sum(tunnelbench_traffic_bytes_total" + receiver + ")", bytes))
        .isEqualTo(bytes);
    assertThat(
            prometheus.awaitValue(
                "sum(tunnelbench_traffic_samples_total" + receiver + ")", points.size()))
        .isEqualTo(points.size());

    List<Double> rates =
        new ArrayList<>(
            points.stream().map(point -> point.receivedBytes() / point.seconds()).toList());
    rates.add(0.0);
    List<Double> scraped =
        PrometheusQueries.values(
            prometheus.ask("tunnelbench_traffic_throughput_bytes_per_second" + receiver, begin));
    assertThat(scraped).anyMatch(value -> value > 0);
    assertThat(rates).containsAll(scraped.stream().distinct().toList());
  }

  /** What was written by the probe are the samples that Kafka has, one by one. */
  private static void assertSamples(PrometheusQueries prometheus, ExperimentResult result)
      throws Exception {
    for (TrialResult trial : result.trials()) {
      List<Double> wanted =
          trial.samples().stream().map(point -> point.receivedBytes() / point.seconds()).toList();
      String query =
          "tunnelbench_sample_throughput_bytes_per_second{end=\"receiver\",experiment=\"%s\",protection=\"%s\"}[10m]"
              .formatted(result.id(), trial.levels().get("protection"));
      assertThat(prometheus.awaitPoints(query, wanted.size())).isEqualTo(wanted);
    }
  }

  private static void assertCells(PrometheusQueries prometheus, ExperimentResult result)
      throws Exception {
    for (CellResult cell : result.cells()) {
      String labels =
          "{experiment=\"%s\",protection=\"%s\"}"
              .formatted(result.id(), cell.levels().get("protection"));
      double median = cell.medianMbitPerSecond().orElseThrow() * MEGABIT;
      assertThat(
              prometheus.awaitValue(
                  "tunnelbench_cell_throughput_bytes_per_second" + labels, median))
          .isEqualTo(median);
    }
  }
}
