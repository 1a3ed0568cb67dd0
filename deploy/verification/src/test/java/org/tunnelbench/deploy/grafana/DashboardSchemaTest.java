package org.tunnelbench.deploy.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.deploy.Programs;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.deploy.npm.NodeModules;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.run.LabFolders;

/**
 * The dashboards by the types of {@code @grafana/schema}: each becomes a constant of TypeScript,
 * and the compiler refuses fields and levels that Grafana does not know.
 */
@Timeout(300)
class DashboardSchemaTest {
  private static final Path SCHEMA = Repository.ROOT.resolve("deploy/grafana/schema");
  private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @BeforeEach
  void demandNode() {
    Programs.demand("node");
    Programs.demand("npm");
  }

  @Test
  void everyDashboardIsOfGrafanasTypes() throws Exception {
    for (Dashboard dashboard : Dashboard.all(Repository.ROOT)) {
      write(dashboard.file().replace(".json", ""), dashboard.json());
    }
    StepResult checked = check();
    assertThat(checked.exitCode()).as(checked.stdout()).isZero();
  }

  @Test
  void whatGrafanaDoesNotKnowIsFound() throws Exception {
    List<Planted> planted =
        List.of(
            new Planted("misspelt", "/panels/0/fieldConfig/defaults/custom", "lineWith", "1"),
            new Planted(
                "unknown-level", "/panels/0/fieldConfig/defaults/custom", "drawStyle", "\"dots\""),
            new Planted("of-another-kind", "/panels/0/options", "cellHeight", "\"sm\""),
            new Planted("unknown-kind", "/panels/0", "type", "\"timeserie\""),
            new Planted("no-unit", "/panels/0/fieldConfig/defaults", "unit", "null"),
            new Planted("no-description", "/panels/0", "description", "null"),
            new Planted("unknown-number", "/templating/list/1", "refresh", "9"),
            new Planted("unknown-query", "/panels/0/targets/0", "query", "\"up\""));
    for (Planted each : planted) {
      write(each.name(), each.in(live()));
    }

    StepResult checked = check();
    assertThat(checked.exitCode()).isNotZero();
    assertThat(checked.stdout().lines().map(line -> line.replaceFirst("\\.ts\\(.*", "")))
        .containsAll(planted.stream().map(Planted::name).toList());
  }

  /**
   * A slip.
   *
   * @param place pointer to the object that has it
   * @param value as JSON
   */
  private record Planted(String name, String place, String field, String value) {
    JsonNode in(JsonNode dashboard) throws Exception {
      ((ObjectNode) dashboard.at(place)).set(field, Json.MAPPER.readTree(value));
      return dashboard;
    }
  }

  private static JsonNode live() throws Exception {
    return Dashboard.all(Repository.ROOT).stream()
        .filter(dashboard -> dashboard.file().equals("live-trial.json"))
        .findFirst()
        .orElseThrow()
        .json();
  }

  private void write(String name, JsonNode json) throws Exception {
    Files.writeString(
        folder.resolve(name + ".ts"),
        """
        import type { Dashboard } from './dashboard';
        const dashboard: Dashboard = %s;
        export default dashboard;
        """
            .formatted(json));
  }

  private StepResult check() throws Exception {
    NodeModules modules =
        NodeModules.prepare(SCHEMA, LabFolders.ofThisProcess(), System.out::println);
    Files.createSymbolicLink(folder.resolve("node_modules"), modules.folder());
    for (String file : List.of("dashboard.ts", "tsconfig.json")) {
      Files.copy(SCHEMA.resolve(file), folder.resolve(file));
    }
    return LocalProcess.run(
        LocalCommand.of(modules.command("typescript/bin/tsc", "-p", ".")).in(folder),
        LONGEST_CHECK);
  }
}
