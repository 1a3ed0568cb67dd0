package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.server.MinaServer;
import org.tunnelbench.hostaccess.server.OpenSshServer;
import org.tunnelbench.hostaccess.server.SshServer;

/**
 * A host of CentOS 5's time, behind another server. OpenSSH 9.2 (bookworm) is told to offer nothing
 * but what OpenSSH 4.3 offers of what both know. What it cannot be made to offer any more is
 * blowfish-cbc, cast128-cbc, arcfour and hmac-ripemd160 (gone since 7.6); DSA has a test of its own
 * in {@link OpenSshLoginTest}, since it is gone from 10.0 on.
 */
class OldSshBehindJumpTest extends SshHostAccessContract {
  static final List<String> OPENSSH_4_3 =
      List.of(
          "KexAlgorithms"
              + " diffie-hellman-group1-sha1,diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1",
          "HostKeyAlgorithms ssh-rsa",
          "PubkeyAcceptedAlgorithms ssh-rsa,ecdsa-sha2-nistp256",
          "Ciphers aes128-cbc,3des-cbc",
          "MACs hmac-md5,hmac-sha1");

  private final OpenSshFixture servers = new OpenSshFixture();
  private Optional<MinaServer> jump = Optional.empty();

  @Override
  SshServer start(Path folder) throws Exception {
    if (jump.isEmpty()) {
      jump = Optional.of(new MinaServer(Files.createDirectory(folder.resolve("jump"))));
    }
    return servers.start(folder, new OpenSshServer.Setup("root", "rsa", OPENSSH_4_3, ""));
  }

  @Override
  SshEntry reached(SshServerEntry server) {
    return new SshEntry(
        SshServer.ofOld(server), List.of(jump.orElseThrow().entry()), RootAccess.LOGIN);
  }

  @AfterAll
  void stopJump() throws Exception {
    if (jump.isPresent()) {
      jump.get().close();
    }
  }

  @Test
  void withoutLeaveForOldAlgorithmsItIsRefusedAndToldHow() {
    try (HostAccess modern = HostAccesses.open(Hosts.ssh(SshEntry.direct(entry())))) {
      assertThatThrownBy(() -> modern.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("diffie-hellman-group1-sha1")
          .hasMessageContaining("legacyAlgorithms: true");
    }
  }

  @Test
  void aServerOnTheWayThatIsLostLosesTheHost(@TempDir Path folder) throws Exception {
    MinaServer mortal = new MinaServer(folder);
    try (HostAccess host =
        HostAccesses.open(
            Hosts.ssh(
                new SshEntry(
                    SshServer.ofOld(entry()), List.of(mortal.entry()), RootAccess.LOGIN)))) {
      assertThat(host.sshSessions()).isZero();
      host.run(batch(), LONG);
      assertThat(host.sshSessions()).isEqualTo(2);

      mortal.stop();

      assertThatThrownBy(() -> host.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("port " + mortal.entry().port());
      assertThat(host.connected()).isFalse();

      mortal.restart();

      assertThat(host.run(batch(shell("echo back")), LONG).results())
          .containsExactly(new StepResult(0, "back\n", ""));
    } finally {
      mortal.close();
    }
  }

  @Test
  void aHostThatTheServerOnTheWayCannotReachIsNamed() {
    SshServerEntry closed = SshServer.onPort(SshServer.ofOld(entry()), 1);
    try (HostAccess host = open(closed)) {
      assertThatThrownBy(() -> host.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("passes no connection on to 127.0.0.1 port 1");
    }
  }
}
