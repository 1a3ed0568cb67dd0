package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.guest.LabForTests;

/**
 * Guests whose tunnels without {@code local} decay, as those of 2.6.32 do, beside a healthy twin.
 */
@Tag("long")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DecayTest {
  /** The same guests as those of {@link OwnHostsTest}, so that no other lab need start. */
  private static final FleetDocument GUESTS = LabForTests.pair("6.12");

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration STEP_LIMIT = Duration.ofSeconds(30);
  private static final String DEVICE = "vec0";

  private static final String DOCUMENT =
      """
      name: decay
      blocks: [{tunnel: [gretap], local: [set, omitted], protection: [none], mtu: [1300]}]
      traffic: {seconds: 25, interval: 0.5}
      """;

  @Test
  void aTunnelThatDecaysIsFoundAndToldFromItsHealthyTwin(@TempDir Path folder) throws Exception {
    Launcher launcher = new Launcher(folder);
    Path hosts = Files.writeString(folder.resolve("hosts.yaml"), FleetDocuments.toYaml(GUESTS));
    Path document = Files.writeString(folder.resolve("decay.yaml"), DOCUMENT);
    Path results = folder.resolve("out");
    CompletableFuture<Void> ready = new CompletableFuture<>();
    HostEntry sender = GUESTS.host(GUESTS.pairs().getFirst().sender());
    StepResult said;
    try (HostAccess access = HostAccesses.open(sender)) {
      RunningCommand decay =
          access.start(
              List.of("sh", "-c", script(), "decay.sh", DEVICE),
              LIMIT,
              line -> ready.complete(null));
      try {
        ready.get(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        said =
            launcher.run(
                "run",
                "--hosts",
                hosts.toString(),
                "--output",
                results.toString(),
                document.toString());
      } finally {
        decay.stop();
        decay.exitCode().get(STEP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        access.run(
            new Batch(
                List.of(new HostStep.Run(List.of("tc", "qdisc", "del", "dev", DEVICE, "root"))),
                Batch.WhenOneFails.STOP),
            STEP_LIMIT);
      }
    }
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    assertThat(Results.in(results).trials()).hasSize(2).allSatisfy(Results::assertMeasured);
    assertThat(said.stdout().lines().toList().getLast()).contains("omitting `local`", "it decays");
    try (ZipFile evidence = new ZipFile(results.resolve("evidence.zip").toFile())) {
      assertThat(evidence.getEntry("reproduce.sh")).isNotNull();
    }

    StepResult judged =
        launcher.run("analyze", "--json", results.resolve("result.json").toString());

    assertThat(judged.exitCode()).as(judged.stderr()).isZero();
    JsonNode analysis = Json.MAPPER.readTree(judged.stdout());
    assertThat(series(analysis, "omitted").path("shape").asText()).isEqualTo("decaying");
    assertThat(series(analysis, "omitted").path("halfLifeSeconds").asDouble()).isBetween(1.0, 12.0);
    assertThat(series(analysis, "set").path("shape").asText()).isEqualTo("steady");
    JsonNode effect = analysis.path("effects").path(0);
    assertThat(effect.path("factor").asText()).isEqualTo("local");
    assertThat(effect.path("to").asText()).isEqualTo("omitted");
    assertThat(effect.path("significant").asBoolean()).as(effect.toString()).isTrue();
    assertThat(effect.path("change").asDouble()).isLessThan(0.6);
    JsonNode cause = analysis.path("causes").path(0);
    assertThat(cause.path("sentence").asText())
        .contains("omitting `local`", "it decays")
        .containsPattern("moves with the slowdown|counters moves with it|No counter was read");
  }

  private static JsonNode series(JsonNode analysis, String local) {
    for (JsonNode series : analysis.path("series")) {
      if (series.path("levels").path("local").asText().equals(local)) {
        return series;
      }
    }
    throw new AssertionError("no series with local " + local + " in " + analysis);
  }

  private static String script() throws Exception {
    try (InputStream stream =
        Objects.requireNonNull(DecayTest.class.getResourceAsStream("decay.sh"), "decay.sh")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
