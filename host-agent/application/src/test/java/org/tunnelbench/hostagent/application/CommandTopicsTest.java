package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.hostaccess.FleetFile;

class CommandTopicsTest {
  private static final String CHANNEL = "mp.messaging.incoming.commands.";

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("fleet.yaml");
  }

  private Map<String, String> properties(String fleet) throws Exception {
    return CommandTopics.properties(FleetFile.read(Files.writeString(file, fleet)));
  }

  @Test
  void readsTheCommandsOfItsHostsAndNoOthersAsAStaticMember() throws Exception {
    Map<String, String> properties =
        properties(
            """
            hosts:
              - {name: right, kind: netns, namespace: right, underlay: 192.0.2.2}
              - {name: left, kind: netns, namespace: left, underlay: 192.0.2.1}
            """);

    assertThat(properties)
        .containsOnlyKeys(CHANNEL + "topics", CHANNEL + "group.id", CHANNEL + "group.instance.id")
        .containsEntry(CHANNEL + "topics", "tunnelbench.commands.left,tunnelbench.commands.right")
        .containsEntry(CHANNEL + "group.instance.id", properties.get(CHANNEL + "group.id"));
  }

  @Test
  void agentsOfOtherHostsAreAGroupOfTheirOwn() throws Exception {
    String one = "hosts: [{name: one, kind: local, underlay: 192.0.2.1}]";
    String other = "hosts: [{name: other, kind: local, underlay: 192.0.2.2}]";

    assertThat(properties(one).get(CHANNEL + "group.id"))
        .isNotEqualTo(properties(other).get(CHANNEL + "group.id"));
  }

  @Test
  void aHostThatComesLaterLeavesTheGroupAsItIs() throws Exception {
    String one = "hosts:\n- {name: one, kind: local, underlay: 192.0.2.1}\n";
    String two = one + "- {name: two, kind: local, underlay: 192.0.2.2}\n";

    assertThat(properties(one).get(CHANNEL + "group.id"))
        .isEqualTo(properties(two).get(CHANNEL + "group.id"));
  }
}
