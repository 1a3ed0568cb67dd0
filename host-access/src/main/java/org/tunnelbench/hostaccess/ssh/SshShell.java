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
import org.tunnelbench.contract.host.RootAccess;
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

  /** For each server on the way, and for the host itself. */
  private static final Duration LONGEST_LOGIN = Duration.ofSeconds(15);

  private final HostName host;
  private final SshEntry entry;
  private final Semaphore channels = new Semaphore(MOST_CHANNELS, true);
  private final Semaphore turns = new Semaphore(1, true);
  private final ReentrantLock opening = new ReentrantLock();
  private volatile Optional<SshWay> way = Optional.empty();
  private boolean closed;

  public SshShell(HostName host, SshEntry entry) {
    this.host = host;
    this.entry = entry;
  }

  @Override
  public Conversation converse(
      ScriptInput script, OutputStream stdout, OutputStream stderr, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    if (!channels.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      throw unreachable(
          "its %d channels were in use until the limit passed".formatted(MOST_CHANNELS));
    }
    boolean open = false;
    try {
      if (!turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw unreachable("other channels began and ended until the limit passed");
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
  public int sshSessions() {
    return way.map(SshWay::standing).orElse(0);
  }

  @Override
  public boolean connected() {
    return way.map(SshWay::stands).orElse(true);
  }

  @Override
  public String whyNone(String said) {
    return SudoRefusal.explain(entry, said).orElseGet(() -> Shell.super.whyNone(said));
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      way.ifPresent(SshWay::close);
    } finally {
      opening.unlock();
    }
  }

  private ChannelExec channel(ChannelLife life, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    Session first = session(deadline);
    try {
      return channel(first, life);
    } catch (SessionEndedException ended) {
      // It may say that it is connected for a moment yet.
      first.disconnect();
    } catch (JSchException failed) {
      if (first.isConnected()) {
        first.disconnect();
        throw unreachable("it opened no channel: " + failed.getMessage(), failed);
      }
    }
    // The session was lost without anybody noticing. No shell has read anything yet.
    try {
      return channel(session(deadline), life);
    } catch (JSchException failed) {
      throw unreachable("it opened no channel: " + failed.getMessage(), failed);
    }
  }

  /**
   * Opens a channel. Without a time limit of its own, since JSch with one polls for the answer to
   * the exec request every 10 ms; the wait ends with the session, which is kept alive, or after 20
   * seconds.
   */
  private ChannelExec channel(Session session, ChannelLife life) throws JSchException {
    // JSch swallows what goes wrong while a session ends, and answers null.
    @Nullable Channel opened = session.openChannel("exec");
    if (!(opened instanceof ChannelExec channel)) {
      throw new SessionEndedException();
    }
    if (entry.root() == RootAccess.SUDO_ON_TERMINAL) {
      RawTerminal.ask(channel);
    }
    channel.setCommand(command());
    life.attach(channel);
    channel.connect();
    return channel;
  }

  private static final class SessionEndedException extends JSchException {
    private static final long serialVersionUID = 1L;

    SessionEndedException() {
      super("the session ended while a channel opened");
    }
  }

  private String command() {
    return switch (entry.root()) {
      case LOGIN -> "exec sh -c " + ShellQuoting.quote(BOOTSTRAP);
      case SUDO -> "exec sudo -n sh -c " + ShellQuoting.quote(BOOTSTRAP);
      case SUDO_ON_TERMINAL -> "exec sudo -n sh -c " + ShellQuoting.quote(BOOTSTRAP_ON_TERMINAL);
    };
  }

  private Deadline soon(Deadline deadline) {
    Duration longest = LONGEST_LOGIN.multipliedBy(1L + entry.jumps().size());
    return deadline.left().compareTo(longest) < 0 ? deadline : Deadline.after(longest);
  }

  private HostUnreachableException unreachable(String what) {
    return new SshLogin(host, entry.server()).unreachable(what);
  }

  private HostUnreachableException unreachable(String what, Throwable cause) {
    return new SshLogin(host, entry.server()).unreachable(what, cause);
  }

  private Session session(Deadline deadline) throws HostUnreachableException, InterruptedException {
    if (!opening.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      throw unreachable("another login was under way until the limit passed");
    }
    try {
      if (closed) {
        throw unreachable("this access to it was closed");
      }
      if (way.isEmpty() || !way.get().stands()) {
        way.ifPresent(SshWay::close);
        way = Optional.of(SshWay.open(host, entry, soon(deadline)));
      }
      return way.get().session();
    } finally {
      opening.unlock();
    }
  }
}
