package org.tunnelbench.deploy.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.deploy.Programs;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.fleet.ControllerHeap;

/** The units of {@code deploy/systemd}, by the word of systemd-analyze(1). */
class UnitsTest {
  private static final Path FOLDER = Repository.ROOT.resolve("deploy/systemd");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "tunnelbench-controller, 15",
    "tunnelbench-gateway-agent, 15",
    // It reads the counters of its own host, where that is one of the fleet.
    "tunnelbench-throughput-probe, 17",
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

  /** Keys lie below /var/run, IKE has port 500, and counters stand in all of /proc. */
  @Test
  void unitsForTheirOwnHostReachWhatTheyNeedThere() throws Exception {
    assertThat(lines("tunnelbench-host-agent"))
        .contains("ReadWritePaths=/run")
        .contains(
            "CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_NET_BIND_SERVICE CAP_SYS_MODULE");
    for (String unit : List.of("tunnelbench-host-agent", "tunnelbench-throughput-probe")) {
      assertThat(lines(unit))
          .contains("ProcSubset=all")
          .anyMatch(
              line -> line.startsWith("RestrictAddressFamilies=") && line.contains("AF_NETLINK"));
    }
  }

  /** A report of the largest experiment must not end the controller, wherever it runs. */
  @Test
  void theControllersHeapIsTheSameEverywhere() throws Exception {
    String manifest =
        Files.readString(Repository.ROOT.resolve("deploy/kubernetes/base/controller.yaml"));
    String unit = String.join("\n", lines("tunnelbench-controller"));

    assertThat(heap(unit)).isEqualTo(heap(manifest)).isEqualTo(ControllerHeap.ARGUMENT);
  }

  private static String heap(String text) {
    return Pattern.compile("-Xmx[0-9]+m")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining());
  }

  private static List<String> lines(String unit) throws IOException {
    return Files.readAllLines(FOLDER.resolve(unit + ".service"));
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
