package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.hostaccess.StepResult;

/** Labs that stay. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoLabsTest {
  @Test
  void twoLabsRunSideBySide(@TempDir Path folder) throws Exception {
    Launcher launcher = new Launcher(folder);
    Path document =
        Files.writeString(
            folder.resolve("one.yaml"),
            "name: one\nblocks: [{tunnel: [ipip], mtu: [1300]}]\ntraffic: {seconds: 1}\n");
    try {
      succeed(launcher.run("up", "--lab", "old", "--kernels", "6.1"));
      succeed(launcher.run("up", "--lab", "new", "--kernels", "7.2"));
      assertThat(launcher.run("up", "--lab", "new").exitCode()).isEqualTo(1);

      for (String lab : List.of("old", "new")) {
        StepResult said = succeed(launcher.run("run", "--json", "--lab", lab, document.toString()));
        assertThat(Results.parse(said.stdout()).trials())
            .hasSize(1)
            .allSatisfy(Results::assertMeasured)
            .allMatch(trial -> trial.kernel().startsWith(lab.equals("old") ? "6.1" : "7.2"));
      }

      JsonNode labs = labs(launcher);
      assertThat(labs.findValuesAsText("controller")).doesNotHaveDuplicates().hasSize(2);
      assertThat(labs).allSatisfy(TwoLabsTest::assertFit);

      String id = labs.get(0).path("experiments").get(0).path("id").asText();
      String name = labs.get(0).path("name").asText();
      Path again = folder.resolve("again");
      succeed(launcher.run("report", "--lab", name, "--output", again.toString(), id));
      assertThat(Results.in(again).id().value()).isEqualTo(id);

      StepResult plan = succeed(launcher.run("plan", "--lab", "new", document.toString()));
      assertThat(plan.stdout()).contains("host linux-7.2-a");

      succeed(launcher.run("down", "--lab", "old"));
      assertThat(labs(launcher).findValuesAsText("name")).contains("new").doesNotContain("old");
    } finally {
      succeed(launcher.run("down", "--all"));
    }
    Signals.awaitEnds(launcher.processes());
    assertThat(launcher.runs()).isEmpty();
  }

  private static void assertFit(JsonNode lab) {
    assertThat(lab.path("parts")).hasSize(4);
    assertThat(lab.path("parts"))
        .allSatisfy(
            part -> {
              assertThat(part.path("pid").asLong()).isPositive();
              assertThat(part.path("ready").asBoolean()).isTrue();
            });
    assertThat(lab.path("hosts")).hasSize(2);
  }

  private static JsonNode labs(Launcher launcher) throws Exception {
    return Json.MAPPER.readTree(succeed(launcher.run("status", "--json")).stdout()).path("labs");
  }

  private static StepResult succeed(StepResult said) {
    assertThat(said.exitCode()).as(said.stderr()).isZero();
    return said;
  }
}
