package org.tunnelbench.hostaccess.shell;

import java.util.List;

/** Renders a command that runs for a while as a POSIX shell script, as {@link BatchScript} does. */
final class CommandScript {
  private CommandScript() {}

  /**
   * @param seconds after which the host itself ends the command, at least 1
   */
  static String render(List<String> argv, long seconds) {
    return "{\nsupervise %d %s\n}\n".formatted(seconds, ShellQuoting.quote(argv));
  }
}
