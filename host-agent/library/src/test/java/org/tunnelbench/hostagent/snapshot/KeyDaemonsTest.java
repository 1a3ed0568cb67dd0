package org.tunnelbench.hostagent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tunnelbench.hostagent.model.Recorded;

class KeyDaemonsTest {
  @Test
  void thePortsOfIkeThatAreBoundAndThePidFilesShowADaemon() {
    KeyDaemons found =
        KeyDaemons.parse(Recorded.text("linux-6.1-proc-net-udp.txt"), "/var/run/charon.pid\n");

    assertThat(found).isEqualTo(new KeyDaemons(Set.of(500, 4500), List.of("/var/run/charon.pid")));
    assertThat(found.lines())
        .containsExactlyInAnyOrder("UDP port 500", "UDP port 4500", "pid file /var/run/charon.pid");
  }

  @Test
  void otherPortsAndWhatIsNotThereShowNone() {
    String others =
        """
          sl  local_address rem_address   st tx_queue
          140: 00000000:0044 00000000:0000 07 00000000:00000000
          141: 0100007F:8001 0100007F:01F4 01 00000000:00000000
        """;

    assertThat(KeyDaemons.parse(others, "")).isEqualTo(KeyDaemons.NONE);
    assertThat(KeyDaemons.parse("", "ls: cannot access")).isEqualTo(KeyDaemons.NONE);
  }

  @Test
  void aSocketOfIPv6Counts() {
    String pluto =
        "  12: 00000000000000000000000000000000:01F4 00000000000000000000000000000000:0000 07\n";

    assertThat(KeyDaemons.parse(pluto, "").ports()).containsExactly(500);
  }
}
