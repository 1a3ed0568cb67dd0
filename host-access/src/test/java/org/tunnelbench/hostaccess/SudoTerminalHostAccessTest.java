package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.server.OpenSshServer;
import org.tunnelbench.hostaccess.server.SshServer;

/**
 * A host that lets nobody but root's deputies in, and whose sudo insists on a terminal (CentOS).
 */
class SudoTerminalHostAccessTest extends SshHostAccessContract {
  private static final String SUDOERS =
      "Defaults requiretty\n%s ALL=(ALL) NOPASSWD: ALL\n".formatted(OpenSshServer.USER);

  private final OpenSshFixture servers = new OpenSshFixture();

  @Override
  SshServer start(Path folder) throws Exception {
    return servers.start(folder, OpenSshServer.Setup.withSudoers(SUDOERS));
  }

  @Override
  SshEntry reached(SshServerEntry server) {
    return new SshEntry(server, List.of(), RootAccess.SUDO_ON_TERMINAL);
  }

  @Test
  void stepsAreRootsAndHaveTwoOutputsOnATerminalToo() throws Exception {
    assertThat(
            run(shell("id -u"), shell("echo out; echo err >&2; printf '\\003\\004\\015'"))
                .results())
        .containsExactly(
            new StepResult(0, "0\n", ""), new StepResult(0, "out\n\u0003\u0004\r", "err\n"));
  }

  @Test
  void aSudoThatMissesItsTerminalIsToldOf() {
    SshEntry without = new SshEntry(entry(), List.of(), RootAccess.SUDO);
    try (HostAccess host = HostAccesses.open(Hosts.ssh(without))) {
      assertThatThrownBy(() -> host.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("terminal: true");
    }
  }
}
