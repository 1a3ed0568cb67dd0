package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.InvalidValueException;

final class LabSettingsTest {
  @TempDir private Path folder;

  @Test
  void theBuiltInSettingsNameSuitesAndNoVersions() throws Exception {
    LabSettings settings = LabSettings.load(Map.of("HOME", folder.toString()));

    assertThat(settings.kernelSuites())
        .containsExactly(
            List.of("bullseye"), List.of("bookworm"), List.of("trixie"), List.of("forky", "sid"));
    assertThat(settings.kernelPackages()).containsExactly("user-mode-linux", "libc6");
    assertThat(settings.treeSuite()).isEqualTo("bookworm");
    assertThat(settings.treePackages()).contains("iproute2", "iperf3", "dropbear-bin", "kmod");
    assertThat(settings.indexAge()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.retryAfter()).isEqualTo(Duration.ofMinutes(60));
    assertThat(settings.mirror()).isEmpty();
    assertThat(settings.monitoring().suites()).containsExactly("forky", "trixie");
    assertThat(settings.monitoring().packages()).contains("prometheus", "promtool");
  }

  @Test
  void theUsersFileTakesPrecedenceKeyByKey() throws Exception {
    own("kernel-suites = trixie sid\nmirror = file:/srv/debian\n");

    LabSettings settings = LabSettings.load(Map.of("XDG_CONFIG_HOME", folder.toString()));

    assertThat(settings.kernelSuites()).containsExactly(List.of("trixie"), List.of("sid"));
    assertThat(settings.mirror()).contains("file:/srv/debian");
    assertThat(settings.treeSuite()).isEqualTo("bookworm");
  }

  @ParameterizedTest
  @CsvSource({
    "kernel-suits = sid, must be one of",
    "kernel-suites =, must name at least one suite",
    "kernel-suites = -o, must be lower-case letters",
    "tree-packages = a/b, must be lower-case letters",
    "monitoring-suites = A, must be lower-case letters",
    "index-hours = soon, must be a number from 0 to",
    "mirror = http://a b, must be an archive's URI"
  })
  void aSettingThatMakesNoSenseIsNamed(String line, String rule) throws Exception {
    own(line + "\n");

    assertThatThrownBy(() -> LabSettings.load(Map.of("XDG_CONFIG_HOME", folder.toString())))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(rule);
  }

  private void own(String text) throws Exception {
    Path parent = Files.createDirectories(folder.resolve("tunnelbench"));
    Files.writeString(parent.resolve("lab.properties"), text);
  }
}
