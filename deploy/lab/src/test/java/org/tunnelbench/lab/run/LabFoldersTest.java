package org.tunnelbench.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.InvalidValueException;

final class LabFoldersTest {
  @Test
  void theFoldersFollowTheEnvironment() {
    assertThat(LabFolders.of(Map.of("HOME", "/home/u")))
        .isEqualTo(
            new LabFolders(
                Path.of("/home/u/.local/state/tunnelbench"),
                Path.of("/home/u/.cache/tunnelbench")));
    assertThat(
            LabFolders.of(
                Map.of("HOME", "/home/u", "XDG_STATE_HOME", "/s", "XDG_CACHE_HOME", "relative")))
        .isEqualTo(
            new LabFolders(Path.of("/s/tunnelbench"), Path.of("/home/u/.cache/tunnelbench")));
    assertThat(
            LabFolders.of(
                Map.of("TUNNELBENCH_STATE", "/own", "TUNNELBENCH_CACHE", "/c", "HOME", "/h")))
        .isEqualTo(new LabFolders(Path.of("/own"), Path.of("/c")));
  }

  @Test
  void aFolderThatAKernelsCommandLineCannotHoldIsRefused() {
    assertThatThrownBy(() -> LabFolders.of(Map.of("TUNNELBENCH_CACHE", "/my files", "HOME", "/h")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("TUNNELBENCH_CACHE: '/my files' must hold only letters");
  }
}
