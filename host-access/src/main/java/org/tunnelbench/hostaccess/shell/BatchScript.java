package org.tunnelbench.hostaccess.shell;

import static org.tunnelbench.hostaccess.shell.ShellQuoting.quote;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  /**
   * Programs of which it is known that no shell has a builtin or function of that name; nor has one
   * of a name with a slash.
   */
  private static final Set<String> PROGRAMS =
      Set.of(
          "brctl",
          "cat",
          "ethtool",
          "find",
          "ip",
          "iperf3",
          "modprobe",
          "ping",
          "racoonctl",
          "rm",
          "setkey",
          "sysctl",
          "tc");

  private BatchScript() {}

  /**
   * @param seconds after which the host itself ends the batch, at least 1
   */
  static String render(Batch batch, long seconds) {
    StringBuilder script =
        new StringBuilder("{\nbegin ")
            .append(seconds)
            .append("\ntrap 'late=1' TERM\nfor once in 1; do\n");
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
      case HostStep.Run(var argv) -> launch(argv);
      case HostStep.RunSilently(var argv) -> "quietly " + quote(argv);
      case HostStep.Try(var argv) -> launch(argv) + "; code=0";
      case HostStep.RunUntilItSucceeds(var argv, var tries, var pause) ->
          "insist %d %s %d %s"
              .formatted(tries, fraction(pause), Seconds.roundedUp(pause), launch(argv));
      case HostStep.Write(var path, var mode, var content) ->
          function(
              "put %04o %s %s %s"
                  .formatted(
                      0777 & ~mode,
                      quote(path),
                      quote(content),
                      (mode & 0111) == 0 ? "''" : "%04o".formatted(mode)));
      case HostStep.Delete(var path) -> "remove " + quote(path) + "; code=$?; in_time";
      case HostStep.ArmUndoTimer timer ->
          "arm "
              + quote(timer.folder())
              + " "
              + quote(UndoTimerScript.render(timer))
              + "; code=$?; in_time";
      case HostStep.DisarmUndoTimer(var folder) -> "disarm " + quote(folder) + "; code=$?; in_time";
    };
  }

  private static String launch(List<String> argv) {
    String name = argv.getFirst();
    return (PROGRAMS.contains(name) || name.contains("/") ? "run " : "launch ") + quote(argv);
  }

  private static String function(String call) {
    return "{ " + call + "; } </dev/null & p=$!; hold";
  }

  private static String fraction(Duration pause) {
    return "%d.%03d".formatted(pause.toSeconds(), pause.toMillisPart());
  }
}
