package org.tunnelbench.cli.plan;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Prints plans for a reader. */
final class PlanPrinter {
  private final PrintWriter out;

  PlanPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(CellPlan cell) {
    out.println(
        "Cell "
            + cell.levels().entrySet().stream()
                .map(level -> level.getKey() + "=" + level.getValue())
                .collect(Collectors.joining(" "))
            + " on "
            + cell.kernel());
    cell.hosts().forEach(this::print);
    out.println();
  }

  private void print(CellPlan.HostPlan host) {
    out.println("  host " + host.name());
    print("once for all trials: load what is missing and can be had", host.prepare());
    print("see what stands there", host.before());
    print("where it is reached by SSH: arm the undo timer", host.undoTimer());
    print("set up", host.setUp());
    print("prove", host.proof());
    print("traffic", host.traffic());
    print("take down", host.takeDown());
    print("see that it stands as before", host.before());
  }

  private void print(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println("    # " + heading);
      lines.forEach(line -> out.println("    " + line));
    }
  }
}
