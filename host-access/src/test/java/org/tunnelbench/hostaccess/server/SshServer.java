package org.tunnelbench.hostaccess.server;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshServerEntry;

/** A server to test against, on the loopback address. */
public interface SshServer extends AutoCloseable {
  /** How it is reached. */
  SshServerEntry entry();

  /** Ends it and everything that was started through it, and starts it again at the same port. */
  void restart() throws IOException, InterruptedException;

  /** Ends it without a word to those who are connected. */
  void stop() throws IOException;

  @Override
  void close() throws IOException;

  /** A server on the loopback address that takes a key and has one that is pinned. */
  static SshServerEntry entry(int port, String user, Path keyFile, String hostKey) {
    return new SshServerEntry(
        "127.0.0.1",
        port,
        user,
        new SshCredential.KeyFile(keyFile.toString()),
        new HostKeyTrust.Pinned(hostKey),
        false);
  }

  /** The server on another port. */
  static SshServerEntry onPort(SshServerEntry server, int port) {
    return new SshServerEntry(
        server.address(),
        port,
        server.user(),
        server.credential(),
        server.hostKey(),
        server.legacyAlgorithms());
  }

  /** The server, logged in to by something else. */
  static SshServerEntry by(SshServerEntry server, SshCredential credential) {
    return new SshServerEntry(
        server.address(),
        server.port(),
        server.user(),
        credential,
        server.hostKey(),
        server.legacyAlgorithms());
  }

  /** The server, to which algorithms of old may be spoken. */
  static SshServerEntry ofOld(SshServerEntry server) {
    return new SshServerEntry(
        server.address(),
        server.port(),
        server.user(),
        server.credential(),
        server.hostKey(),
        true);
  }

  /** The server, of which another key is expected. */
  static SshServerEntry knownBy(SshServerEntry server, HostKeyTrust hostKey) {
    return new SshServerEntry(
        server.address(),
        server.port(),
        server.user(),
        server.credential(),
        hostKey,
        server.legacyAlgorithms());
  }

  /** The server's key as a line of authorized_keys. */
  static String publicKey(SshServerEntry server) {
    if (server.hostKey() instanceof HostKeyTrust.Pinned(var key)) {
      return key;
    }
    throw new IllegalArgumentException(server + " has no pinned key");
  }

  /**
   * Makes a key pair for a user.
   *
   * @return the public key as a line of authorized_keys
   */
  static String makeUserKey(Path file) throws IOException {
    try {
      KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
      pair.writePrivateKey(file.toString());
      return "ecdsa-sha2-nistp256 " + Base64.getEncoder().encodeToString(pair.getPublicKeyBlob());
    } catch (JSchException failed) {
      throw new IOException("No key pair for " + file, failed);
    }
  }
}
