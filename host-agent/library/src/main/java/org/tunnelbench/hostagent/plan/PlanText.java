package org.tunnelbench.hostagent.plan;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A plan as a reader sees it: every command and every file, secrets masked. */
public final class PlanText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private PlanText() {}

  /** What sets the end up: commands, and each file with its lines indented below its name. */
  public static List<String> setUp(Plan plan) {
    List<String> lines = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      switch (step) {
        case PlannedStep.Command command -> lines.add(command(command.argv()));
        case PlannedStep.IpBatch batch -> {
          lines.add(
              "file %s (mode %o, removed at once):"
                  .formatted(batch.path(), PlannedStep.IpBatch.MODE));
          batch.maskedLines().forEach(line -> lines.add("    " + line));
          lines.add(command(batch.argv()));
        }
      }
    }
    return List.copyOf(lines);
  }

  /** What proves that it works. */
  public static List<String> proof(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(command(plan.proof().mtu()));
    lines.add(command(plan.proof().ping()));
    plan.proof().associations().ifPresent(argv -> lines.add(command(argv)));
    return List.copyOf(lines);
  }

  /** What takes the end down. */
  public static List<String> takeDown(Plan plan) {
    return plan.undo().stream().map(PlanText::command).toList();
  }

  /** An argv as one would type it. */
  public static String command(List<String> argv) {
    return argv.stream().map(PlanText::quoted).collect(joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
