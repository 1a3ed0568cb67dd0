package org.tunnelbench.evidence;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.hostagent.facts.KernelModules;
import org.tunnelbench.hostagent.plan.PlanText;

/** {@code commands.txt}: what each cell's trials do on both hosts, with secrets masked. */
final class CommandsText {
  static final String FILE = "commands.txt";

  /** Bound on the cells that are told one by one. */
  static final int MOST_CELLS = 500;

  private static final String HEAD =
      """
      Every command and file of each cell, as the agents' planner makes them. Keys are masked. Names,
      SPIs and addresses inside tunnels differ from trial to trial; these are those of no other.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private CommandsText() {}

  static String of(ExperimentResult result) {
    CommandsText commands = new CommandsText();
    List<CellResult> cells = result.cells();
    int number = 0;
    for (CellResult cell : cells.stream().limit(MOST_CELLS).toList()) {
      Optional<CellEnds> ends = CellEnds.of(result, cell, number++);
      if (ends.isPresent()) {
        commands.cell(cell, ends.get());
      }
    }
    if (number == 0 || commands.text.length() == HEAD.length()) {
      commands.text.append("\nNothing is known of the hosts that the series come from.\n");
    }
    if (cells.size() > MOST_CELLS) {
      commands.text.append("\n%d more cells are left out.\n".formatted(cells.size() - MOST_CELLS));
    }
    return commands.text.toString();
  }

  private void cell(CellResult cell, CellEnds ends) {
    text.append("\nCell ").append(ends.levels().label());
    text.append(" on ").append(cell.kernel()).append('\n');
    for (CellEnds.End end : List.of(ends.first(), ends.second())) {
      text.append("  host ").append(end.spec().host()).append('\n');
      lines("once for all trials", List.of(PlanText.command(KernelModules.LOAD)));
      lines("set up", PlanText.setUp(end.plan()));
      lines("prove", PlanText.proof(end.plan()));
      lines("take down", PlanText.takeDown(end.plan()));
    }
  }

  private void lines(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("    # ").append(heading).append('\n');
      lines.forEach(line -> text.append("    ").append(line).append('\n'));
    }
  }
}
