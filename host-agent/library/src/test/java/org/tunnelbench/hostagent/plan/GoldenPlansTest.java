package org.tunnelbench.hostagent.plan;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.setting.SettingValues;

/**
 * A folder for each case: spec, facts and keys in, every command and file out. A file that is not
 * used, or missing, fails.
 */
class GoldenPlansTest {
  static List<Path> cases() throws IOException, URISyntaxException {
    Path golden =
        Path.of(Objects.requireNonNull(GoldenPlansTest.class.getResource("golden")).toURI());
    try (Stream<Path> folders = Files.list(golden)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPlanIsWhatItsFolderSays(Path folder) throws IOException {
    Plan plan =
        EndpointPlanner.plan(
            Json.MAPPER.readValue(folder.resolve("in-spec.json").toFile(), EndpointSpec.class),
            Json.MAPPER.readValue(folder.resolve("in-facts.json").toFile(), HostFacts.class),
            secret(folder.resolve("in-secret.json")),
            SettingValues.SHOWN);

    assertThat(outputs(folder)).isEqualTo(rendered(plan));
  }

  private static Optional<TrialSecret> secret(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Json.MAPPER.readValue(file.toFile(), TrialSecret.class))
        : Optional.empty();
  }

  private static Map<String, String> rendered(Plan plan) {
    Map<String, String> rendered = new TreeMap<>();
    rendered.put("out-set-up.txt", text(PlanText.setUp(plan)));
    rendered.put("out-proof.txt", text(PlanText.proof(plan)));
    rendered.put("out-take-down.txt", text(PlanText.takeDown(plan)));
    rendered.putAll(filesWritten(plan));
    return rendered;
  }

  /** What is really written, keys and all. */
  private static Map<String, String> filesWritten(Plan plan) {
    Map<String, String> files = new LinkedHashMap<>();
    for (HostStep step : plan.forward()) {
      if (step instanceof HostStep.Write write) {
        assertThat(write.mode() & 0077).isZero();
        files.put(
            "out-file" + write.path().replace('/', '_').replaceAll("tb[0-9a-f]{6}", "PREFIX"),
            write.content());
      }
    }
    return files;
  }

  private static Map<String, String> outputs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().matches("in-(spec|facts|secret)\\.json"))
          .collect(
              toMap(
                  file -> file.getFileName().toString(),
                  GoldenPlansTest::read,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
