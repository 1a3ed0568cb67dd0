package org.tunnelbench.throughputprobe.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTopicsTest {
  @Test
  void listensToTheCommandsOfEveryHostAsOneMember() {
    assertThat(CommandTopics.properties(FleetResource.document()))
        .isEqualTo(
            Map.of(
                "mp.messaging.incoming.probe-commands.topics",
                "tunnelbench.probe-commands.sender,tunnelbench.probe-commands.receiver",
                "mp.messaging.incoming.probe-commands.group.id",
                "tunnelbench-throughput-probe-sender",
                "mp.messaging.incoming.probe-commands.group.instance.id",
                "tunnelbench-throughput-probe-sender"));
  }

  @Test
  void aFleetThatIsNotThereIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("fleet.yaml");

    assertThatThrownBy(() -> FleetFile.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tunnelbench.fleet names " + file);
  }

  @Test
  void aFleetThatBreaksARuleIsNamedWithTheRule(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yaml"), "hosts: 3\n");

    assertThatThrownBy(() -> FleetFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tunnelbench.fleet names " + file)
        .hasMessageContaining("hosts");
  }
}
