package org.tunnelbench.hostaccess;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.server.MinaServer;
import org.tunnelbench.hostaccess.server.SilentProxy;
import org.tunnelbench.hostaccess.server.SshServer;

/** What every host behind an SSH server must do, besides what every host must. */
abstract class SshHostAccessContract extends HostAccessContract {
  @TempDir static Path keys = Path.of("/");

  private @Nullable SshServer server;
  private @Nullable HostAccess access;

  /** Starts a server that keeps what it needs in a folder. */
  abstract SshServer start(Path folder) throws Exception;

  @BeforeAll
  final void startServer() throws Exception {
    server = start(keys);
    access = HostAccesses.open(Hosts.ssh(reached(server.entry())));
  }

  @AfterAll
  final void stopServer() throws IOException {
    if (access != null) {
      access.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  HostAccess access() {
    return requireNonNull(access);
  }

  @Test
  void anotherHostKeyIsRefused() throws Exception {
    HostKeyTrust another = new HostKeyTrust.Pinned(MinaServer.anotherHostKey());
    try (HostAccess deceived = open(SshServer.knownBy(entry(), another))) {
      assertThatThrownBy(() -> deceived.run(batch(shell("touch /tmp/deceived")), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("host key")
          .hasMessageContaining("pinned");
    }
  }

  @Test
  void anotherUsersKeyIsRefused(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("another");
    SshServer.makeUserKey(key);
    try (HostAccess stranger =
        open(SshServer.by(entry(), new SshCredential.KeyFile(key.toString())))) {
      assertThatThrownBy(() -> stranger.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("does not accept the key " + key);
    }
  }

  @Test
  void aKeyFileThatIsMissingIsNamed(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("missing");
    try (HostAccess keyless =
        open(SshServer.by(entry(), new SshCredential.KeyFile(key.toString())))) {
      assertThatThrownBy(() -> keyless.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining(key.toString());
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    try (HostAccess nowhere = open(SshServer.onPort(entry(), unused))) {
      assertThatThrownBy(() -> nowhere.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("127.0.0.1 port " + unused);
    }
  }

  @Test
  void aServerThatIsLostAmidABatchIsToldOfAndReachedAgainOnceItIsBack(@TempDir Path folder)
      throws Exception {
    Path begun = folder.resolve("begun");
    CountDownLatch lost = new CountDownLatch(1);
    try (SshServer mortal = start(folder);
        HostAccess host = HostAccesses.open(Hosts.ssh(reached(mortal.entry())))) {
      assertThat(host.run(batch(shell("exit 0")), LONG).firstFailure()).isEmpty();
      Thread killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      run(untilShell("[ -e '%s' ]".formatted(begun)));
                      mortal.stop();
                      lost.countDown();
                    } catch (IOException | HostUnreachableException | InterruptedException failed) {
                      throw new IllegalStateException(failed);
                    }
                  });

      assertThatThrownBy(
              () ->
                  host.run(
                      batch(shell("exit 0"), shell("touch '%s'; exec sleep 20".formatted(begun))),
                      LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("after 1 of 2 steps");
      assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
      killer.join();
      assertThatThrownBy(() -> host.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class);

      mortal.restart();

      assertThat(host.run(batch(shell("echo back")), LONG).results())
          .containsExactly(new StepResult(0, "back\n", ""));
    }
  }

  @Test
  void theShellEndsWhenTheAccessIsClosed(@TempDir Path folder) throws Exception {
    StepResult said;
    try (SshServer server = start(folder)) {
      try (HostAccess host = HostAccesses.open(Hosts.ssh(reached(server.entry())))) {
        said = host.run(batch(shell("cat /proc/self/stat")), LONG).results().getFirst();
      }
      assertGroupIsEmpty(group(said.stdout()));
    }
  }

  @Test
  void aRestartBetweenTwoBatchesIsNotNoticed(@TempDir Path folder) throws Exception {
    try (SshServer mortal = start(folder);
        HostAccess host = HostAccesses.open(Hosts.ssh(reached(mortal.entry())))) {
      host.run(batch(shell("exit 0")), LONG);

      mortal.restart();

      assertThat(host.run(batch(shell("echo back")), LONG).results())
          .containsExactly(new StepResult(0, "back\n", ""));
    }
  }

  @Test
  void aCommandWhoseServerIsLostEndsOnBothSides(@TempDir Path folder) throws Exception {
    try (SshServer mortal = start(folder);
        HostAccess host = HostAccesses.open(Hosts.ssh(reached(mortal.entry())))) {
      RunningCommand command = host.start(List.of("sleep", "1000"), LONG, line -> {});

      mortal.stop();

      assertThatThrownBy(() -> exitCode(command))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(HostUnreachableException.class);
      assertEnds(command.processId());
    }
  }

  @Test
  void aCommandBehindASilentConnectionEndsWhenItsLimitPasses() throws Exception {
    try (SilentProxy proxy = new SilentProxy(entry().port());
        HostAccess host = open(SshServer.onPort(entry(), proxy.port()))) {
      RunningCommand command =
          host.start(List.of("sleep", "1000"), Duration.ofSeconds(2), line -> {});

      proxy.fallSilent();

      assertEnds(command.processId());
    }
  }

  @Test
  void aSilentConnectionIsGivenUp() throws Exception {
    try (SilentProxy proxy = new SilentProxy(entry().port());
        HostAccess host = open(SshServer.onPort(entry(), proxy.port()))) {
      host.run(batch(), LONG);

      proxy.fallSilent();

      assertThatThrownBy(() -> host.run(batch(shell("exit 0")), LONG))
          .isInstanceOf(HostUnreachableException.class);
    }
  }

  @Test
  void aClosedAccessReachesNothing() throws Exception {
    HostAccess host = open(entry());
    RunningCommand command = host.start(List.of("sleep", "1000"), LONG, line -> {});

    host.close();

    assertEnds(command.processId());
    assertThatThrownBy(() -> host.run(batch(), LONG))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining("closed");
  }

  /** How the server is reached; directly, unless a test is about something else. */
  SshEntry reached(SshServerEntry server) {
    return SshEntry.direct(server);
  }

  final SshServerEntry entry() {
    return requireNonNull(server).entry();
  }

  final HostAccess open(SshServerEntry server) {
    return HostAccesses.open(Hosts.ssh(reached(server)));
  }

  private void assertEnds(long processId) throws Exception {
    String ended = "! grep -qs '^[0-9]* ([^)]*) [^ZX]' /proc/%d/stat".formatted(processId);
    assertThat(run(untilShell(ended)).firstFailure()).isEmpty();
  }
}
