package org.tunnelbench.hostaccess;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.hostaccess.server.MinaServer;
import org.tunnelbench.hostaccess.server.OpenSshServer;
import org.tunnelbench.hostaccess.server.OpenSshServer.Setup;
import org.tunnelbench.hostaccess.server.SshServer;

/** Every way in to OpenSSH's own server, and what is said where it stays shut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshLoginTest {
  private static final Batch WHO =
      new Batch(List.of(new HostStep.Run(List.of("id", "-un"))), Batch.WhenOneFails.STOP);

  private final OpenSshFixture servers = new OpenSshFixture();
  private @Nullable OpenSshServer server;
  @TempDir private Path folder = Path.of("/");

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    server = servers.start(shared, Setup.ROOT);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void thePasswordOfAFileLogsIn() throws Exception {
    assertThat(who(by(password(OpenSshServer.PASSWORD + "\n")))).isEqualTo("root");
  }

  @Test
  void aWrongPasswordIsToldOfAndNotShown() throws Exception {
    SshCredential wrong = password("open barley");

    assertShut(by(wrong), "does not accept the password in " + folder.resolve("password"))
        .hasMessageNotContaining("barley");
  }

  @Test
  void aPasswordFileOfSeveralLinesIsRefused() throws Exception {
    assertShut(by(password("open\nsesame\n")), "must be one line")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void aPasswordFileThatIsMissingIsNamed() {
    String missing = folder.resolve("missing").toString();

    assertShut(by(new SshCredential.PasswordFile(missing)), missing + " cannot be read");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    assertShut(
        by(new SshCredential.PasswordEnvironment("TUNNELBENCH_NO_SUCH_VARIABLE")),
        "TUNNELBENCH_NO_SUCH_VARIABLE is not set");
  }

  @Test
  void thePasswordOfAVariableLogsInWhereTheServerAsksInAConversation() throws Exception {
    try (MinaServer conversing = new MinaServer(folder)) {
      conversing.askFor(requireNonNull(System.getenv("PATH")));
      SshServerEntry entry =
          SshServer.by(conversing.entry(), new SshCredential.PasswordEnvironment("PATH"));

      assertThat(who(SshEntry.direct(entry))).isNotEmpty();
    }
  }

  @Test
  void aServerThatTakesNoPasswordsIsToldOf(@TempDir Path other) throws Exception {
    try (OpenSshServer keysOnly =
        servers.start(
            other, new Setup("root", "ed25519", List.of("AuthenticationMethods publickey"), ""))) {
      assertShut(
          SshEntry.direct(SshServer.by(keysOnly.entry(), password(OpenSshServer.PASSWORD))),
          "takes no passwords, only 'publickey': use keyFile");
    }
  }

  @Test
  void aKeyWithAPassphraseIsToldOf() throws Exception {
    Path key = folder.resolve("key");
    keygen("-t", "ed25519", "-N", "open sesame", "-f", key.toString());

    assertShut(by(new SshCredential.KeyFile(key.toString())), key + " has a passphrase");
  }

  @Test
  void aHostIsKnownByItsLineInAFile() throws Exception {
    assertThat(who(knownBy(knownHosts(SshServer.publicKey(entry()))))).isEqualTo("root");
  }

  @Test
  void aHostIsKnownByItsHashedName() throws Exception {
    Path file = knownHosts(SshServer.publicKey(entry()));
    keygen("-H", "-f", file.toString());
    assertThat(Files.readString(file)).startsWith("|1|");

    assertThat(who(knownBy(file))).isEqualTo("root");
  }

  @Test
  void aHostThatIsNotKnownIsRefusedAndToldHowToBecomeIt() throws Exception {
    Path file =
        Files.writeString(folder.resolve("known_hosts"), "other.example ssh-ed25519 AAAA\n");

    assertShut(knownBy(file), "is unknown")
        .hasMessageContaining("SHA256:")
        .hasMessageContaining("ssh-keyscan -p " + entry().port());
    assertThat(file).hasContent("other.example ssh-ed25519 AAAA");
  }

  @Test
  void aHostWhoseKeyHasChangedIsRefused() throws Exception {
    Path another = folder.resolve("another");
    keygen("-t", "ed25519", "-N", "", "-f", another.toString());
    String key = Files.readString(folder.resolve("another.pub"));

    assertShut(knownBy(knownHosts(key)), "is not the one that " + folder.resolve("known_hosts"))
        .hasMessageContaining("ssh-keygen -R '[127.0.0.1]:" + entry().port() + "'");
  }

  @Test
  void aUserBecomesRootBySudo(@TempDir Path other) throws Exception {
    try (OpenSshServer sudo =
        servers.start(other, Setup.withSudoers("tester ALL=(ALL) NOPASSWD: ALL\n"))) {
      assertThat(who(SshEntry.direct(sudo.entry()))).isEqualTo("tester");
      assertThat(who(bySudo(sudo))).isEqualTo("root");
    }
  }

  @Test
  void aSudoThatUsesATerminalOfItsOwnBecomesRootToo(@TempDir Path other) throws Exception {
    String sudoers = "Defaults requiretty, use_pty\ntester ALL=(ALL) NOPASSWD: ALL\n";
    try (OpenSshServer sudo = servers.start(other, Setup.withSudoers(sudoers))) {
      assertThat(who(new SshEntry(sudo.entry(), List.of(), RootAccess.SUDO_ON_TERMINAL)))
          .isEqualTo("root");
    }
  }

  @Test
  void aSudoThatAsksForAPasswordIsToldOf(@TempDir Path other) throws Exception {
    try (OpenSshServer sudo = servers.start(other, Setup.withSudoers("tester ALL=(ALL) ALL\n"))) {
      assertShut(bySudo(sudo), "asks for a password")
          .hasMessageContaining("tester ALL=(ALL) NOPASSWD: ALL");
    }
  }

  @Test
  void aUserWhomSudoDoesNotKnowIsToldOf(@TempDir Path other) throws Exception {
    try (OpenSshServer sudo =
        servers.start(other, Setup.withSudoers("root ALL=(ALL) NOPASSWD: ALL\n"))) {
      assertShut(bySudo(sudo), "sudo refused tester");
    }
  }

  @Test
  void aHostOfOldWhoseKeyIsDsaIsReached(@TempDir Path other) throws Exception {
    Assumptions.assumeTrue(
        LocalProcess.run(LocalCommand.of("ssh", "-Q", "key"), HostFixture.LONG)
            .stdout()
            .contains("ssh-dss"),
        "The OpenSSH of this machine's suite knows DSA no more");
    List<String> configuration =
        List.of("HostKeyAlgorithms ssh-dss", "KexAlgorithms diffie-hellman-group1-sha1");
    try (OpenSshServer old = servers.start(other, new Setup("root", "dsa", configuration, ""))) {
      assertThat(who(SshEntry.direct(SshServer.ofOld(old.entry())))).isEqualTo("root");
      Path file =
          Files.writeString(
              folder.resolve("known_hosts"),
              "[127.0.0.1]:%d %s\n"
                  .formatted(old.entry().port(), SshServer.publicKey(old.entry())));
      HostKeyTrust known = new HostKeyTrust.KnownHosts(file.toString());
      assertThat(who(SshEntry.direct(SshServer.ofOld(SshServer.knownBy(old.entry(), known)))))
          .isEqualTo("root");
    }
  }

  private SshServerEntry entry() {
    return requireNonNull(server).entry();
  }

  private SshEntry by(SshCredential credential) {
    return SshEntry.direct(SshServer.by(entry(), credential));
  }

  private SshEntry knownBy(Path file) {
    return SshEntry.direct(
        SshServer.knownBy(entry(), new HostKeyTrust.KnownHosts(file.toString())));
  }

  private static SshEntry bySudo(SshServer server) {
    return new SshEntry(server.entry(), List.of(), RootAccess.SUDO);
  }

  private SshCredential password(String content) throws Exception {
    return new SshCredential.PasswordFile(
        Files.writeString(folder.resolve("password"), content).toString());
  }

  private Path knownHosts(String key) throws Exception {
    return Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:%d %s\n".formatted(entry().port(), key.strip()));
  }

  private static void keygen(String... arguments) throws Exception {
    String[] argv = new String[arguments.length + 2];
    argv[0] = "ssh-keygen";
    argv[1] = "-q";
    System.arraycopy(arguments, 0, argv, 2, arguments.length);
    assertThat(LocalProcess.run(LocalCommand.of(argv), HostFixture.LONG).exitCode()).isZero();
  }

  private static String who(SshEntry entry) throws Exception {
    try (HostAccess host = HostAccesses.open(Hosts.ssh(entry))) {
      return host.run(WHO, HostFixture.LONG).results().getFirst().stdout().strip();
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertShut(
      SshEntry entry, String message) {
    return assertThatThrownBy(() -> who(entry))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining(message);
  }
}
