package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFileTest {
  @TempDir private Path folder;

  @Test
  void aFleetIsRead() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            "hosts: [{name: one, kind: local, underlay: 192.0.2.1}]\n");

    assertThat(FleetFile.read(file).hosts()).hasSize(1);
  }

  @Test
  void aFleetThatIsNotThereIsNamed() {
    Path file = folder.resolve("fleet.yaml");

    assertThatThrownBy(() -> FleetFile.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tunnelbench.fleet names " + file);
  }

  @Test
  void aFleetThatBreaksARuleIsNamedWithTheRule() throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yaml"), "hosts: 3\n");

    assertThatThrownBy(() -> FleetFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tunnelbench.fleet names " + file)
        .hasMessageContaining("hosts");
  }
}
