package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.HostOutcome;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.StepResult;

/** What becomes of an experiment when something is killed in the middle of it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MishapTest {
  @TempDir private Path folder = Path.of("");

  private Path document(String name, String kernels, int seconds) throws Exception {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %s
        kernels: [%s]
        blocks:
          - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
        traffic: {seconds: %d, interval: 0.1}
        """
            .formatted(name, kernels, seconds));
  }

  @Test
  void aGuestThatDiesFailsItsTrialsAndNoOthers() throws Exception {
    Launcher launcher = new Launcher(folder);
    Path output = folder.resolve("output");
    try (Started run =
        launcher.start(
            "run",
            "--output",
            output.toString(),
            document("guest", "\"6.1\", \"7.2\"", 5).toString())) {
      run.awaitLine("first traffic");
      LabGuest.of(launcher, "linux-6.1-b").forEach(ProcessHandle::destroyForcibly);
      assertThat(run.awaitEnd()).as(run.said()).isEqualTo(1);
      assertThat(run.said()).contains("a part of the lab died: linux-6.1-b");
    }
    ExperimentResult result = Results.in(output);
    List<TrialResult> lost =
        result.trials().stream().filter(trial -> trial.state() == Outcome.FAILED).toList();
    assertThat(lost)
        .isNotEmpty()
        .allSatisfy(
            trial -> {
              assertThat(trial.kernel()).startsWith("6.1");
              assertThat(trial.failure().orElseThrow().kind())
                  .isEqualTo(FailureKind.HOST_UNREACHABLE);
            });
    assertThat(result.trials())
        .filteredOn(trial -> trial.kernel().startsWith("7.2"))
        .hasSize(4)
        .allSatisfy(Results::assertMeasured);
    assertThat(result.trials().stream().flatMap(trial -> trial.hosts().stream()))
        .filteredOn(host -> host.name().value().equals("linux-6.1-a"))
        .isNotEmpty()
        .allMatch(HostOutcome::clean);
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void aControllerAndABrokerThatAreKilledGoOnWhereTheyWere() throws Exception {
    Launcher launcher = new Launcher(folder);
    Path output = folder.resolve("output");
    try (Started run =
        launcher.start(
            "run",
            "--output",
            output.toString(),
            document("controller", "\"6.12\", \"7.2\"", 2).toString())) {
      run.awaitLine("[1/8]");
      LabGuest.part(launcher, "controller").destroyForcibly();
      run.awaitLine("controller was started again");
      run.awaitLine("[4/8]");
      LabGuest.part(launcher, "broker").destroyForcibly();
      run.awaitLine("broker was started again");
      assertThat(run.awaitEnd()).as(run.said()).isZero();
    }
    assertThat(Results.in(output).trials()).hasSize(8).allSatisfy(Results::assertMeasured);
  }

  @Test
  void nothingOutlivesALauncherThatIsKilled() throws Exception {
    Launcher launcher = new Launcher(folder);
    List<ProcessHandle> processes;
    try (Started run =
        launcher.start("run", document("killed", "\"6.1\", \"7.2\"", 5).toString())) {
      run.awaitLine("first traffic");
      processes = launcher.processes();
      assertThat(processes).hasSizeGreaterThan(8);
      Signals.send("KILL", run.processId());
      Signals.awaitEnds(processes);
    }
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());

    StepResult status = launcher.run("status", "--json");
    assertThat(status.exitCode()).isZero();
    assertThat(launcher.runs()).isEmpty();
  }

  @Test
  void ctrlCEndsEverythingWithItsOwnExitCode() throws Exception {
    Launcher launcher = new Launcher(folder);
    try (Started run =
        launcher.start("run", document("interrupted", "\"6.1\", \"7.2\"", 5).toString())) {
      run.awaitLine("first traffic");
      List<ProcessHandle> processes = launcher.processes();
      Signals.send("INT", run.processId());
      assertThat(run.awaitEnd()).isEqualTo(130);
      Signals.awaitEnds(processes);
    }
    assertThat(launcher.runs()).isEmpty();
  }
}
