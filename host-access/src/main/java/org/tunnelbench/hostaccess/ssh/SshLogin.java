package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.hostaccess.HostUnreachableException;

/** Logs in to a host by a key, after the host has proved the pinned one. */
final class SshLogin {
  /** Of silence, after which the server is asked whether it is there. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  /** Questions without an answer, after which the session counts as lost. */
  private static final int MOST_UNANSWERED = 3;

  private final HostName host;
  private final SshEntry entry;
  private final PinnedHostKey hostKey;

  SshLogin(HostName host, SshEntry entry) {
    this.host = host;
    this.entry = entry;
    this.hostKey = new PinnedHostKey(entry.hostKey());
  }

  /**
   * Opens a session.
   *
   * @param limit on the whole login, at least a millisecond
   */
  Session open(Duration limit) throws HostUnreachableException {
    Session session = prepared();
    try {
      session.connect((int) Math.max(1, limit.toMillis()));
      return session;
    } catch (JSchException failed) {
      session.disconnect();
      throw unreachable(reason(failed), failed);
    }
  }

  HostUnreachableException unreachable(String what, Throwable cause) {
    return new HostUnreachableException(
        host,
        "SSH to %s@%s port %d: %s".formatted(entry.user(), entry.address(), entry.port(), what),
        cause);
  }

  HostUnreachableException unreachable(String what) {
    return unreachable(what, new IllegalStateException(what));
  }

  private Session prepared() throws HostUnreachableException {
    try {
      JSch jsch = new JSch();
      jsch.addIdentity(entry.keyFile());
      jsch.setHostKeyRepository(hostKey);
      Session session = jsch.getSession(entry.user(), entry.address(), entry.port());
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("server_host_key", hostKey.algorithms());
      session.setConfig("PreferredAuthentications", "publickey");
      session.setServerAliveInterval((int) KEEP_ALIVE.toMillis());
      session.setServerAliveCountMax(MOST_UNANSWERED);
      session.setDaemonThread(true);
      return session;
    } catch (JSchException failed) {
      throw unreachable(
          "the private key %s cannot be used: %s".formatted(entry.keyFile(), failed.getMessage()),
          failed);
    }
  }

  private String reason(JSchException failed) {
    String message = String.valueOf(failed.getMessage());
    if (failed instanceof JSchHostKeyException) {
      return "its host key is %s and not the pinned %s; where the host was set up anew, pin its new key in the fleet document"
          .formatted(hostKey.refusedFingerprint().orElse("another"), hostKey.fingerprint());
    }
    if (failed instanceof JSchAlgoNegoFailException) {
      return "no common algorithm (%s); the pinned host key is %s"
          .formatted(message, hostKey.fingerprint());
    }
    if (message.startsWith("Auth fail") || message.startsWith("Auth cancel")) {
      return "it does not accept the key %s for this user (%s)".formatted(entry.keyFile(), message);
    }
    return message;
  }
}
