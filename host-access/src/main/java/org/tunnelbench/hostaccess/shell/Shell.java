package org.tunnelbench.hostaccess.shell;

import java.io.OutputStream;
import org.tunnelbench.hostaccess.HostUnreachableException;

/**
 * A way to let a {@code sh} of a host read a script from its standard input. Safe for use by
 * several threads.
 */
public interface Shell extends AutoCloseable {
  /**
   * What starts the shell: a constant, since what stands here can be seen among the processes of
   * the host. The shell leads a session and process group of its own, so that all it starts can be
   * ended as one; servers that give a command its own session are left as they are, since setsid(1)
   * forks away from its caller when it is a group's leader already. The path keeps a setsid(1) of
   * busybox from taking its own shell, which prefers its own tools to those on the PATH.
   */
  String BOOTSTRAP = "kill -0 -$$ 2>/dev/null && exec /bin/sh; exec setsid /bin/sh";

  /**
   * As {@link #BOOTSTRAP}, where standard input and output are a terminal: a shell would take
   * itself for an interactive one there, did it not read its script from a file that it was named.
   */
  String BOOTSTRAP_ON_TERMINAL =
      "kill -0 -$$ 2>/dev/null && exec /bin/sh /dev/stdin; exec setsid /bin/sh /dev/stdin";

  /**
   * Starts a shell.
   *
   * @param stdout closed when the shell's output ends, however it ends; as is {@code stderr}
   * @throws HostUnreachableException where the shell could not be started; it has then read nothing
   */
  Conversation converse(
      ScriptInput script, OutputStream stdout, OutputStream stderr, Deadline deadline)
      throws HostUnreachableException, InterruptedException;

  /** Whether the way to the host stands, as far as is known without asking the host. */
  default boolean connected() {
    return true;
  }

  /** How many SSH sessions stand on the way to the host. */
  default int sshSessions() {
    return 0;
  }

  /**
   * Why no shell could be started.
   *
   * @param said what came in place of its first words; may be empty
   */
  default String whyNone(String said) {
    return "was lost while its shell started" + (said.isEmpty() ? "" : "; it said: " + said);
  }

  /** Ends the connection to the host, if there is one, and every conversation. */
  @Override
  void close();

  /** A shell that runs. */
  interface Conversation extends AutoCloseable {
    /**
     * Lets go of the shell, which finds its standard input ended and ends itself. Does not wait.
     */
    @Override
    void close();
  }
}
