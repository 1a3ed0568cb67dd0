package org.tunnelbench.throughputprobe.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
