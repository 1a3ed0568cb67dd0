package org.tunnelbench.contract.document;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;

/** Every way to reach a host by SSH that a document can say. */
final class SshArbitraries {
  private static final String PATH = "/keys/ für #1";

  private SshArbitraries() {}

  static Arbitrary<SshEntry> entries() {
    return Combinators.combine(
            servers(),
            servers().list().ofMaxSize(SshEntry.MOST_JUMPS),
            Arbitraries.of(RootAccess.values()))
        .as(SshEntry::new);
  }

  private static Arbitrary<SshServerEntry> servers() {
    return Combinators.combine(
            Arbitraries.of("192.0.2.1", "alpha.example"),
            Arbitraries.integers().between(1, SshServerEntry.HIGHEST_PORT),
            Arbitraries.of("root", "on", "_user.name-1"),
            credentials(),
            hostKeys(),
            Arbitraries.of(true, false))
        .as(SshServerEntry::new);
  }

  private static Arbitrary<SshCredential> credentials() {
    return Arbitraries.of(
        new SshCredential.KeyFile(PATH),
        new SshCredential.PasswordFile(PATH),
        new SshCredential.PasswordEnvironment("NO"));
  }

  private static Arbitrary<HostKeyTrust> hostKeys() {
    Arbitrary<HostKeyTrust> pinned =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(300)
            .map(Base64.getEncoder()::encodeToString)
            .map(key -> new HostKeyTrust.Pinned("ssh-rsa " + key));
    return Arbitraries.oneOf(pinned, Arbitraries.just(new HostKeyTrust.KnownHosts(PATH)));
  }
}
