package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.shell.Deadline;
import org.tunnelbench.hostaccess.shell.ScriptInput;
import org.tunnelbench.hostaccess.shell.Shell;
import org.tunnelbench.hostaccess.shell.ShellQuoting;

/**
 * Shells of a host that is reached by SSH: one session, opened when first needed and again when it
 * was lost, and a channel for each conversation.
 *
 * <p>Channels begin and end one after the other, whatever runs in between. Dropbear 2022.82 to
 * 2024.85 closes a channel that is just being opened, or dies of it, when the process of another
 * channel ends at that moment (github.com/mkj/dropbear, issue 321, pull request 326).
 */
public final class SshShell implements Shell {
  /** Channels at a time; OpenSSH takes ten in a session (MaxSessions of sshd_config(5)). */
  private static final int MOST_CHANNELS = 8;

  private static final Duration LONGEST_LOGIN = Duration.ofSeconds(15);

  private static final String COMMAND = "exec sh -c " + ShellQuoting.quote(BOOTSTRAP);

  private final SshLogin login;
  private final Semaphore channels = new Semaphore(MOST_CHANNELS, true);
  private final Semaphore turns = new Semaphore(1, true);
  private final ReentrantLock opening = new ReentrantLock();
  private Optional<Session> session = Optional.empty();
  private boolean closed;

  public SshShell(HostName host, SshEntry entry) {
    login = new SshLogin(host, entry);
  }

  @Override
  public Conversation converse(
      ScriptInput script, OutputStream stdout, OutputStream stderr, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    if (!channels.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      throw login.unreachable(
          "its %d channels were in use until the limit passed".formatted(MOST_CHANNELS));
    }
    boolean open = false;
    try {
      if (!turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw login.unreachable("other channels began and ended until the limit passed");
      }
      Turn turn = new Turn(turns);
      try {
        ChannelLife life = new ChannelLife(script, stdout, stderr, turn);
        ChannelExec channel = channel(life, deadline);
        open = true;
        return life.conversation(channel, turns, channels);
      } finally {
        if (!open) {
          turn.end();
        }
      }
    } finally {
      if (!open) {
        channels.release();
      }
    }
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      session.ifPresent(Session::disconnect);
    } finally {
      opening.unlock();
    }
  }

  private ChannelExec channel(ChannelLife life, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    Session first = session(deadline);
    try {
      return channel(first, life);
    } catch (JSchException failed) {
      if (first.isConnected()) {
        first.disconnect();
        throw login.unreachable("it opened no channel: " + failed.getMessage(), failed);
      }
    }
    // The session was lost without anybody noticing. No shell has read anything yet.
    try {
      return channel(session(deadline), life);
    } catch (JSchException failed) {
      throw login.unreachable("it opened no channel: " + failed.getMessage(), failed);
    }
  }

  /**
   * Opens a channel. Without a time limit of its own, since JSch with one polls for the answer to
   * the exec request every 10 ms; the wait ends with the session, which is kept alive, or after 20
   * seconds.
   */
  private static ChannelExec channel(Session session, ChannelLife life) throws JSchException {
    // JSch swallows what goes wrong while a session ends, and answers null.
    @Nullable Channel opened = session.openChannel("exec");
    if (!(opened instanceof ChannelExec channel)) {
      throw new JSchException("the session ended while a channel opened");
    }
    channel.setCommand(COMMAND);
    life.attach(channel);
    channel.connect();
    return channel;
  }

  private Session session(Deadline deadline) throws HostUnreachableException, InterruptedException {
    if (!opening.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      throw login.unreachable("another login was under way until the limit passed");
    }
    try {
      if (closed) {
        throw login.unreachable("this access to it was closed");
      }
      if (session.isEmpty() || !session.get().isConnected()) {
        Duration left = deadline.left();
        session = Optional.of(login.open(left.compareTo(LONGEST_LOGIN) < 0 ? left : LONGEST_LOGIN));
      }
      return session.get();
    } finally {
      opening.unlock();
    }
  }
}
