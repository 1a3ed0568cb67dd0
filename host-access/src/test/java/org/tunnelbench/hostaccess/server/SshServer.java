package org.tunnelbench.hostaccess.server;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.tunnelbench.contract.host.SshEntry;

/** A server to test against, on the loopback address. */
public interface SshServer extends AutoCloseable {
  /** How it is reached. */
  SshEntry entry();

  /** Ends it and everything that was started through it, and starts it again at the same port. */
  void restart() throws IOException, InterruptedException;

  /** Ends it without a word to those who are connected. */
  void stop() throws IOException;

  @Override
  void close() throws IOException;

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
