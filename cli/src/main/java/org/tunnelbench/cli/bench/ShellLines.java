package org.tunnelbench.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostagent.plan.PlanText;

/** Steps as lines of a POSIX shell script that ends at the first failure ({@code set -e}). */
final class ShellLines {
  private static final String END_OF_FILE = "END_OF_FILE";

  private ShellLines() {}

  /** The lines of these steps, in order. */
  static String of(List<HostStep> steps) {
    return steps.stream().map(ShellLines::of).collect(Collectors.joining());
  }

  private static String of(HostStep step) {
    return switch (step) {
      case HostStep.Run(var argv) -> PlanText.command(argv) + "\n";
      case HostStep.RunSilently(var argv) -> "[ -z \"$(" + PlanText.command(argv) + " 2>&1)\" ]\n";
      case HostStep.Try(var argv) -> PlanText.command(argv) + " || true\n";
      case HostStep.RunUntilItSucceeds tried -> untilItSucceeds(tried);
      case HostStep.Write(var path, var mode, var content) -> write(path, mode, content);
      case HostStep.Delete(var path) -> PlanText.command(List.of("rm", "-f", path)) + "\n";
      case HostStep.ArmUndoTimer timer -> throw notPlain(timer);
      case HostStep.DisarmUndoTimer timer -> throw notPlain(timer);
    };
  }

  private static String untilItSucceeds(HostStep.RunUntilItSucceeds step) {
    return """
        tries=0
        until %s >/dev/null; do
          tries=$((tries + 1))
          [ "$tries" -lt %d ]
          sleep %s
        done
        """
        .formatted(PlanText.command(step.argv()), step.tries(), step.pause().toMillis() / 1000.0);
  }

  private static String write(String path, int mode, String content) {
    String folder = String.valueOf(Path.of(path).getParent());
    return """
        mkdir -p %s
        : >%s
        chmod %o %s
        cat >%s <<'%s'
        """
            .formatted(folder, path, mode, path, path, END_OF_FILE)
        + content
        + END_OF_FILE
        + "\n";
  }

  private static IllegalArgumentException notPlain(HostStep step) {
    return new IllegalArgumentException("a plain script has no " + step);
  }
}
