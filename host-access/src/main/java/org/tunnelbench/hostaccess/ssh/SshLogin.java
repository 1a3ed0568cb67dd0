package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshServerEntry;
import org.tunnelbench.hostaccess.HostUnreachableException;

/** Logs in to one server, once it has proved to be the one that is meant. */
final class SshLogin {
  /** Of silence, after which the server is asked whether it is there. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  /** Questions without an answer, after which the session counts as lost. */
  private static final int MOST_UNANSWERED = 3;

  private static final String BY_KEY = "publickey";
  private static final String BY_PASSWORD = "password,keyboard-interactive";

  private final HostName host;
  private final SshServerEntry server;

  SshLogin(HostName host, SshServerEntry server) {
    this.host = host;
    this.server = server;
  }

  /**
   * Opens a session.
   *
   * @param way to the server; absent where it is reached directly
   * @param limit on the whole login, at least a millisecond
   */
  Session open(Optional<SocketFactory> way, Duration limit) throws HostUnreachableException {
    try {
      JSch jsch = new JSch();
      HostKeyCheck hostKey = hostKey(jsch);
      Session session = jsch.getSession(server.user(), server.address(), server.port());
      identify(jsch, session);
      jsch.setHostKeyRepository(hostKey);
      session.setConfig("StrictHostKeyChecking", "yes");
      SshAlgorithms.choose(session, hostKey, server.legacyAlgorithms());
      session.setServerAliveInterval((int) KEEP_ALIVE.toMillis());
      session.setServerAliveCountMax(MOST_UNANSWERED);
      session.setDaemonThread(true);
      way.ifPresent(session::setSocketFactory);
      connect(session, hostKey, limit);
      return session;
    } catch (UnusableCredentialException | SshAlgorithms.TooWeakException unusable) {
      throw unreachable(String.valueOf(unusable.getMessage()), unusable);
    } catch (JSchException failed) {
      throw unreachable(String.valueOf(failed.getMessage()), failed);
    }
  }

  HostUnreachableException unreachable(String what, Throwable cause) {
    return new HostUnreachableException(
        host, "SSH to %s: %s".formatted(server.shown(), what), cause);
  }

  HostUnreachableException unreachable(String what) {
    return unreachable(what, new IllegalStateException(what));
  }

  private void connect(Session session, HostKeyCheck hostKey, Duration limit)
      throws HostUnreachableException {
    try {
      session.connect((int) Math.max(1, limit.toMillis()));
    } catch (JSchException failed) {
      session.disconnect();
      throw unreachable(reason(failed, hostKey), failed);
    }
  }

  private HostKeyCheck hostKey(JSch jsch) throws JSchException {
    return switch (server.hostKey()) {
      case HostKeyTrust.Pinned(var key) -> new PinnedHostKey(key);
      case HostKeyTrust.KnownHosts(var path) -> {
        jsch.setKnownHosts(path);
        yield new KnownHostKeys(path, server.address(), server.port(), jsch.getHostKeyRepository());
      }
    };
  }

  private void identify(JSch jsch, Session session) throws UnusableCredentialException {
    switch (server.credential()) {
      case SshCredential.KeyFile(var path) -> {
        addKey(jsch, path);
        session.setConfig("PreferredAuthentications", BY_KEY);
      }
      case SshCredential.PasswordFile file -> giveWord(session, SshPassword.read(file));
      case SshCredential.PasswordEnvironment variable ->
          giveWord(session, SshPassword.read(variable));
    }
  }

  private static void giveWord(Session session, String password) {
    session.setPassword(password.getBytes(StandardCharsets.UTF_8));
    session.setConfig("PreferredAuthentications", BY_PASSWORD);
    // A wrong password is not better the second time, and may lock the user out.
    session.setConfig("MaxAuthTries", "1");
  }

  private static void addKey(JSch jsch, String path) throws UnusableCredentialException {
    try {
      jsch.addIdentity(path);
      for (Identity identity : jsch.getIdentityRepository().getIdentities()) {
        if (identity.isEncrypted()) {
          throw new UnusableCredentialException(
              ("the private key %s has a passphrase, which nobody can be asked for: make one"
                      + " without (ssh-keygen -t ed25519 -N '' -f FILE) and add it to the"
                      + " authorized_keys of the host")
                  .formatted(path));
        }
      }
    } catch (JSchException failed) {
      throw new UnusableCredentialException(
          "the private key %s cannot be used: %s".formatted(path, failed.getMessage()), failed);
    }
  }

  private String reason(JSchException failed, HostKeyCheck hostKey) {
    String message = String.valueOf(failed.getMessage());
    if (failed instanceof JSchHostKeyException refused) {
      return hostKey.refusal(refused);
    }
    if (failed instanceof JSchAlgoNegoFailException disagreed) {
      return SshAlgorithms.disagreement(disagreed, hostKey, server.legacyAlgorithms());
    }
    if (message.startsWith("Auth fail") || message.startsWith("Auth cancel")) {
      return refusal(message.replaceFirst("^Auth (fail|cancel) for methods ", ""));
    }
    return message;
  }

  /**
   * Why nobody was let in.
   *
   * @param taken the methods that the server takes, in quotes
   */
  private String refusal(String taken) {
    return switch (server.credential()) {
      case SshCredential.KeyFile(var path) ->
          taken.contains(BY_KEY)
              ? ("it does not accept the key %s for this user: append the key's public half to the"
                      + " user's .ssh/authorized_keys there (it takes %s)")
                  .formatted(path, taken)
              : "it takes no keys, only %s: use passwordFile or passwordEnvironment"
                  .formatted(taken);
      case SshCredential.PasswordFile(var path) -> wrong("in " + path, taken);
      case SshCredential.PasswordEnvironment(var variable) -> wrong("in $" + variable, taken);
    };
  }

  private static String wrong(String where, String taken) {
    return taken.contains("password") || taken.contains("keyboard-interactive")
        ? ("it does not accept the password %s for this user: correct it; a server may also forbid"
                + " root to log in by password (PermitRootLogin), then use keyFile")
            .formatted(where)
        : "it takes no passwords, only %s: use keyFile".formatted(taken);
  }
}
