package org.tunnelbench.deploy.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.deploy.Programs;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** The units of {@code deploy/systemd}, by the word of systemd-analyze(1). */
class UnitsTest {
  private static final Path FOLDER = Repository.ROOT.resolve("deploy/systemd");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "tunnelbench-controller, 15",
    "tunnelbench-gateway-agent, 15",
    "tunnelbench-throughput-probe, 15",
    // It administers its host's network and loads modules.
    "tunnelbench-host-agent, 35",
  })
  void aUnitIsValidAndExposesNoMoreThanItMust(String unit, int tenthsOfExposure) throws Exception {
    Path file = FOLDER.resolve(unit + ".service");

    assertThat(verify(file).stderr()).isEmpty();
    StepResult security =
        analyze("security", "--offline=yes", "--threshold=" + tenthsOfExposure, file.toString());
    assertThat(security.exitCode()).as(security.stdout()).isZero();
  }

  @Test
  void aMisspeltSettingAndALaxUnitAreFound(@TempDir Path folder) throws Exception {
    Path unit =
        Files.writeString(
            folder.resolve("planted.service"), "[Service]\nExecStart=/bin/true\nRestrt=always\n");

    assertThat(verify(unit).exitCode()).isNotZero();
    assertThat(analyze("security", "--offline=yes", "--threshold=35", unit.toString()).exitCode())
        .isNotZero();
  }

  private static StepResult verify(Path unit) throws Exception {
    return analyze("verify", "--recursive-errors=yes", unit.toString());
  }

  private static StepResult analyze(String... arguments) throws Exception {
    Programs.demand("systemd-analyze");
    List<String> argv = new ArrayList<>(List.of("systemd-analyze"));
    argv.addAll(List.of(arguments));
    return LocalProcess.run(LocalCommand.of(argv), LIMIT);
  }
}
