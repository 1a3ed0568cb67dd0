package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.tunnelbench.contract.host.SshServerEntry;

/** Apache MINA's server in this JVM, which runs commands with the sh of this machine. */
public final class MinaServer implements SshServer {
  private static final String DSA = "ssh-dss";

  /** The one size that FIPS 186-2 has, and ssh-keygen made. */
  private static final int DSA_BITS = 1_024;

  private final KeyPair hostKey;
  private final PublicKey userKey;
  private final SshServerEntry entry;
  private org.apache.sshd.server.SshServer server;

  /**
   * Starts one.
   *
   * @param folder for the user's key
   */
  public MinaServer(Path folder) throws IOException, GeneralSecurityException {
    this(folder, newHostKey());
  }

  private MinaServer(Path folder, KeyPair hostKey) throws IOException, GeneralSecurityException {
    this.hostKey = hostKey;
    Path keyFile = folder.resolve("user-key");
    userKey =
        AuthorizedKeyEntry.parseAuthorizedKeyEntry(SshServer.makeUserKey(keyFile))
            .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    server = started(0);
    entry =
        SshServer.entry(
            server.getPort(), "tester", keyFile, PublicKeyEntry.toString(hostKey.getPublic()));
  }

  /** Starts one of the time when host keys were made by DSA. */
  public static MinaServer ofDsa(Path folder) throws IOException, GeneralSecurityException {
    return new MinaServer(folder, KeyUtils.generateKeyPair(DSA, DSA_BITS));
  }

  /** Lets the user in who knows the password, which it asks for in a conversation alone. */
  public void askFor(String password) {
    server.setPasswordAuthenticator((user, word, session) -> word.equals(password));
    server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
  }

  /** A host key that no server has. */
  public static String anotherHostKey() throws GeneralSecurityException {
    return PublicKeyEntry.toString(newHostKey().getPublic());
  }

  @Override
  public SshServerEntry entry() {
    return entry;
  }

  @Override
  public void restart() throws IOException {
    stop();
    server = started(entry.port());
  }

  @Override
  public void stop() throws IOException {
    server.stop(true);
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private static KeyPair newHostKey() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
  }

  private org.apache.sshd.server.SshServer started(int port) throws IOException {
    org.apache.sshd.server.SshServer made = org.apache.sshd.server.SshServer.setUpDefaultServer();
    made.setHost("127.0.0.1");
    made.setPort(port);
    if (KeyUtils.getKeyType(hostKey).equals(DSA)) {
      made.setSignatureFactories(List.copyOf(BuiltinSignatures.VALUES));
    }
    made.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    made.setPublickeyAuthenticator(
        (user, key, session) -> user.equals("tester") && KeyUtils.compareKeys(key, userKey));
    made.setCommandFactory(
        (channel, command) ->
            new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
    made.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    made.start();
    return made;
  }
}
