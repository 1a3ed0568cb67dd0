package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.hostaccess.StepResult;

/** An experiment from the command to the files, on guests of its own. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ExperimentTest {
  /** The fault of 5.10.46: the MTU that it gives a new gretap does not fit. */
  private static final String FAULT =
      """
      name: fault
      kernels: ["5.10", "6.1"]
      blocks:
        - {tunnel: [gretap], inner: [direct], protection: [none, esp/null/hmac-md5], mtu: [default, 1300]}
      traffic: {seconds: 1, interval: 0.1}
      """;

  @Test
  void anExperimentMeasuresFindsTheFaultAndLeavesNothing(@TempDir Path folder) throws Exception {
    Launcher launcher = new Launcher(folder);
    Path document = Files.writeString(folder.resolve("fault.yaml"), FAULT);
    Path output = folder.resolve("output");

    StepResult said =
        launcher.run("run", "--json", "--output", output.toString(), document.toString());

    assertThat(said.exitCode()).as(said.stderr()).isZero();
    ExperimentResult result = Results.parse(said.stdout());
    assertThat(Results.in(output)).isEqualTo(result);
    assertThat(result.trials()).hasSize(8).allSatisfy(Results::assertMeasured);
    assertThat(result.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.kernel()).startsWith("5.10");
              assertThat(finding.sentence()).contains("5.10").contains("1476").contains("1300");
            });
    if (Scope.ALL) {
      assertThat(result.findings()).hasSize(1);
    }
    assertThat(result.trials())
        .filteredOn(trial -> trial.kernel().startsWith("6.1"))
        .noneMatch(trial -> trial.verdict().stream().anyMatch(Verdict.NO_TRAFFIC::equals));
    assertThat(result.trials())
        .extracting(TrialResult::conditions)
        .allSatisfy(
            conditions ->
                assertThat(conditions.orElseThrow().senderTool().orElseThrow())
                    .startsWith("iperf 3"));
    assertThat(result.trials())
        .flatExtracting(TrialResult::samples)
        .as("the kernels' counters at both ends")
        .anyMatch(sample -> sample.senderCounters().isPresent())
        .anyMatch(sample -> sample.receiverCounters().isPresent());
    assertThat(said.stderr()).contains("first traffic").contains("[8/8]");
    assertThat(launcher.processes()).isEmpty();
    assertThat(launcher.runs()).isEmpty();
  }
}
