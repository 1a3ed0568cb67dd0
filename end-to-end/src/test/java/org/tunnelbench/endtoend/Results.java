package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;

/** Results as commands leave them. */
final class Results {
  private Results() {}

  /** Reads text that must be a result, by the published schema, and nothing else. */
  static ExperimentResult parse(String text) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Launcher.ROOT.resolve("docs/schemas/result.schema.json")));
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
    return Json.MAPPER.readValue(text, ExperimentResult.class);
  }

  /** The result in a folder, where a report and the samples must lie too. */
  static ExperimentResult in(Path folder) throws IOException {
    assertThat(folder.resolve("report.html")).content().contains("<html");
    assertThat(folder.resolve("samples.csv")).isNotEmptyFile();
    assertThat(folder.resolve("evidence.zip")).isNotEmptyFile();
    return parse(Files.readString(folder.resolve("result.json")));
  }

  /** A trial that was measured, with its series, and left both of its hosts as they were. */
  static void assertMeasured(TrialResult trial) {
    assertThat(trial.state()).as(trial.toString()).isEqualTo(Outcome.MEASURED);
    assertThat(trial.medianMbitPerSecond()).isPresent();
    assertThat(trial.samples()).isNotEmpty();
    assertThat(trial.hosts()).hasSize(2).allMatch(HostOutcome::clean);
  }
}
