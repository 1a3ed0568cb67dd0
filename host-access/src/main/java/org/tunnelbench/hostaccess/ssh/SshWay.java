package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.shell.Deadline;

/** An open way to a host: a session with it, and one with each server that is passed on the way. */
final class SshWay {
  private final List<Session> sessions;

  private SshWay(List<Session> sessions) {
    this.sessions = List.copyOf(sessions);
  }

  /** Logs in to one server after the other, and through each to the next. */
  static SshWay open(HostName host, SshEntry entry, Deadline deadline)
      throws HostUnreachableException {
    List<SshLogin> logins = new ArrayList<>();
    entry.jumps().forEach(jump -> logins.add(new SshLogin(host, jump)));
    logins.add(new SshLogin(host, entry.server()));
    List<Session> sessions = new ArrayList<>();
    try {
      Optional<SocketFactory> way = Optional.empty();
      for (SshLogin login : logins) {
        Session session = login.open(way, deadline.left());
        sessions.add(session);
        way = Optional.of(new ChannelSocketFactory(session, deadline));
      }
      return new SshWay(sessions);
    } catch (HostUnreachableException failed) {
      close(sessions);
      throw failed;
    }
  }

  /** The session with the host. */
  Session session() {
    return sessions.getLast();
  }

  boolean stands() {
    return session().isConnected();
  }

  /** How many of its sessions stand. */
  int standing() {
    return (int) sessions.stream().filter(Session::isConnected).count();
  }

  void close() {
    close(sessions);
  }

  private static void close(List<Session> sessions) {
    sessions.reversed().forEach(Session::disconnect);
  }
}
