package org.tunnelbench.hostagent.plan;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.hostaccess.shell.ShellQuoting;

/** A plan as a reader sees it: every command and every file, secrets masked. */
public final class PlanText {
  private PlanText() {}

  /** What sets the end up: commands, and each file with its lines indented below its name. */
  public static List<String> setUp(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      switch (step) {
        case PlannedStep.Command command -> lines.add(command(command.argv()));
        case PlannedStep.Await await -> lines.add("until it succeeds: " + command(await.argv()));
        case PlannedStep.ToolFile fed -> {
          lines.addAll(file(fed.file(), "removed at once"));
          lines.add(command(fed.argv()));
        }
        case PlannedStep.KeptFiles kept ->
            kept.files().forEach(file -> lines.addAll(file(file, "removed at the end")));
      }
    }
    return List.copyOf(lines);
  }

  private static List<String> file(HostFile file, String until) {
    List<String> lines = new ArrayList<>();
    lines.add("file %s (mode %o, %s):".formatted(file.path(), file.mode(), until));
    file.maskedLines().forEach(line -> lines.add("    " + line));
    return lines;
  }

  /** What proves that it works. */
  public static List<String> proof(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(command(plan.proof().mtu()));
    lines.add(command(plan.proof().ping()));
    plan.proof().associations().ifPresent(argv -> lines.add(command(argv)));
    return List.copyOf(lines);
  }

  /**
   * The timer by which a host that cannot be reached any more undoes the plan by itself: a folder
   * with a script that holds no key.
   */
  public static List<String> undoTimer(Plan plan) {
    if (plan.undo().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "file %s/undo (mode 600, removed at the end), at the trial's deadline:"
            .formatted(plan.names().undoTimerFolder()));
    plan.undo().forEach(argv -> lines.add("    " + command(argv)));
    return List.copyOf(lines);
  }

  /** What takes the end down. */
  public static List<String> takeDown(Plan plan) {
    return plan.undo().stream().map(PlanText::command).toList();
  }

  /** An argv as one would type it. */
  public static String command(List<String> argv) {
    return ShellQuoting.typed(argv);
  }
}
