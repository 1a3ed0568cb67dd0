package org.tunnelbench.hostaccess.shell;

import static org.tunnelbench.hostaccess.shell.ShellQuoting.quote;

import java.util.List;
import org.tunnelbench.hostaccess.HostStep;

/** Renders an undo timer as a POSIX shell script that runs from its own folder. */
final class UndoTimerScript {
  private UndoTimerScript() {}

  static String render(HostStep.ArmUndoTimer timer) {
    String folder = quote(timer.folder());
    StringBuilder script =
        new StringBuilder("{\n")
            .append(ShellFragments.TIMER)
            .append("claim ")
            .append(Seconds.roundedUp(timer.after()))
            .append(' ')
            .append(folder)
            .append('\n');
    for (List<String> argv : timer.undo()) {
      script.append("undo ").append(quote(argv)).append('\n');
    }
    return script.append("forget ").append(folder).append("\n}\n").toString();
  }
}
