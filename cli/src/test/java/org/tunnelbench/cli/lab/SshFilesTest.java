package org.tunnelbench.cli.lab;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;

class SshFilesTest {
  private static final HostKeyTrust PINNED = new HostKeyTrust.Pinned("ssh-ed25519 AAAA");

  @TempDir private Path folder = Path.of("/");

  @Test
  void whatCanBeReadIsTaken() throws Exception {
    SshCredential key = new SshCredential.KeyFile(file("key"));
    SshCredential password = new SshCredential.PasswordFile(file("password"));
    HostKeyTrust known = new HostKeyTrust.KnownHosts(file("known_hosts"));

    assertThatCode(
            () -> {
              demand(server(key, known), Map.of());
              demand(server(password, PINNED), Map.of());
              demand(
                  server(new SshCredential.PasswordEnvironment("WORD"), PINNED),
                  Map.of("WORD", "open sesame"));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsMissingIsNamedWithItsFieldAndServer() throws Exception {
    SshCredential key = new SshCredential.KeyFile(file("key"));

    refused(server(new SshCredential.KeyFile("/no/key"), PINNED), "host a: keyFile: /no/key");
    refused(
        server(new SshCredential.PasswordFile("/no/word"), PINNED),
        "host a: passwordFile: /no/word cannot be read");
    refused(
        server(key, new HostKeyTrust.KnownHosts("/no/hosts")),
        "host a: knownHosts: /no/hosts cannot be read");
    refused(
        server(new SshCredential.PasswordEnvironment("WORD"), PINNED),
        "host a: passwordEnvironment: WORD is not set");
  }

  @Test
  void serversOnTheWayAreLookedAtToo() throws Exception {
    SshServerEntry server = server(new SshCredential.KeyFile(file("key")), PINNED);
    SshServerEntry jump = server(new SshCredential.KeyFile("/no/key"), PINNED);

    refused(new SshEntry(server, List.of(jump), RootAccess.LOGIN), "/no/key cannot be read");
  }

  private String file(String name) throws Exception {
    Path file = folder.resolve(name);
    return (Files.exists(file) ? file : Files.createFile(file)).toString();
  }

  private static SshServerEntry server(SshCredential credential, HostKeyTrust hostKey) {
    return new SshServerEntry("alpha.example", 22, "root", credential, hostKey, false);
  }

  private static void refused(SshServerEntry server, String message) {
    refused(SshEntry.direct(server), message);
  }

  private static void refused(SshEntry entry, String message) {
    assertThatThrownBy(() -> demand(entry, Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static void demand(SshServerEntry server, Map<String, String> environment)
      throws UsageException {
    demand(SshEntry.direct(server), environment);
  }

  private static void demand(SshEntry entry, Map<String, String> environment)
      throws UsageException {
    FleetDocument fleet =
        new FleetDocument(
            List.of(
                new HostEntry(
                    new HostName("a"),
                    HostKind.SSH,
                    new Ipv4Address("10.0.0.1"),
                    Optional.of(entry),
                    Optional.empty(),
                    Map.of())),
            List.of());
    SshFiles.demandReadable(Path.of("hosts.yaml"), fleet, environment);
  }
}
