package org.tunnelbench.hostaccess.shell;

import static org.tunnelbench.hostaccess.shell.ShellQuoting.quote;

import java.time.Duration;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostStep;

/**
 * Renders a batch as a POSIX shell script for a shell that knows the functions of {@link
 * ShellFragments}.
 *
 * <p>The whole stands between braces, so that a shell which received only a part of it runs
 * nothing.
 */
final class BatchScript {
  private BatchScript() {}

  /**
   * @param seconds after which the host itself ends the batch, at least 1
   */
  static String render(Batch batch, long seconds) {
    StringBuilder script =
        new StringBuilder("{\nwatch ")
            .append(seconds)
            .append(" </dev/null >/dev/null 2>&1 3<&- &\nw=$!\nfor once in 1; do\n");
    String settle =
        switch (batch.whenOneFails()) {
          case STOP -> "settle; [ \"$code\" -eq 0 ] || break\n";
          case GO_ON -> "settle\n";
        };
    for (HostStep step : batch.steps()) {
      script.append(render(step)).append('\n').append(settle);
    }
    return script.append("break\ndone\nover\n}\n").toString();
  }

  private static String render(HostStep step) {
    return switch (step) {
      case HostStep.Run(var argv) -> "launch " + quote(argv);
      case HostStep.Try(var argv) -> "launch " + quote(argv) + "; code=0";
      case HostStep.RunUntilItSucceeds(var argv, var tries, var pause) ->
          "insist %d %s %d %s"
              .formatted(tries, fraction(pause), Seconds.roundedUp(pause), quote(argv));
      case HostStep.Write(var path, var mode, var content) ->
          function(
              "put %04o %s %s %s"
                  .formatted(
                      0777 & ~mode,
                      quote(path),
                      quote(content),
                      (mode & 0111) == 0 ? "''" : "%04o".formatted(mode)));
      case HostStep.Delete(var path) -> function("remove " + quote(path));
      case HostStep.ArmUndoTimer timer ->
          function("arm " + quote(timer.folder()) + " " + quote(UndoTimerScript.render(timer)));
      case HostStep.DisarmUndoTimer(var folder) -> function("disarm " + quote(folder));
    };
  }

  private static String function(String call) {
    return "{ " + call + "; } </dev/null & p=$!; hold";
  }

  private static String fraction(Duration pause) {
    return "%d.%03d".formatted(pause.toSeconds(), pause.toMillisPart());
  }
}
