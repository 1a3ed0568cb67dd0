package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.server.MinaServer;
import org.tunnelbench.hostaccess.server.SshServer;

/** A server of old whose host key is DSA, and pinned. */
class DsaHostKeyTest {
  private static final Batch HELLO =
      new Batch(List.of(new HostStep.Run(List.of("echo", "hello"))), Batch.WhenOneFails.STOP);

  @TempDir private Path folder = Path.of("/");

  @Test
  void itIsTakenWhereAlgorithmsOfOldMayBeSpokenAndNowhereElse() throws Exception {
    try (MinaServer old = MinaServer.ofDsa(folder)) {
      assertThat(hello(SshServer.ofOld(old.entry()))).isEqualTo("hello");

      assertThatThrownBy(() -> hello(old.entry()))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("the pinned host key is ssh-dss SHA256:")
          .hasMessageContaining("too weak for today: write legacyAlgorithms: true");
    }
  }

  private static String hello(SshServerEntry server) throws Exception {
    try (HostAccess host = HostAccesses.open(Hosts.ssh(SshEntry.direct(server)))) {
      return host.run(HELLO, HostFixture.LONG).results().getFirst().stdout().strip();
    }
  }
}
