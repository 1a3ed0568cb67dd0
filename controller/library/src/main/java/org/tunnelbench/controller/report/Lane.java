package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.controller.analysis.CellOrder;

/**
 * A column of the map and a line of the curves: one kernel, measured on one pair.
 *
 * @param title the kernel's release, or its whole name where two kernels have the same release
 * @param subtitle its build, and the pair where one kernel was measured on several
 */
record Lane(String kernel, List<HostName> pair, String title, String subtitle) {
  static List<Lane> of(ExperimentResult result) {
    boolean pairs = Columns.of(result).pairs();
    Set<String> kernels =
        result.cells().stream().map(CellResult::kernel).collect(Collectors.toSet());
    Set<String> shared =
        kernels.stream()
            .collect(Collectors.groupingBy(Lane::release, Collectors.counting()))
            .entrySet()
            .stream()
            .filter(release -> release.getValue() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return result.cells().stream()
        .sorted(CellOrder.CELLS)
        .map(cell -> lane(cell, shared.contains(release(cell.kernel())), pairs))
        .distinct()
        .toList();
  }

  private static Lane lane(CellResult cell, boolean shared, boolean pairs) {
    String build = cell.kernel().substring(release(cell.kernel()).length()).strip();
    String pair = pair(cell.pair());
    String kernel = shared ? cell.kernel() : release(cell.kernel());
    return new Lane(
        cell.kernel(),
        cell.pair(),
        pairs ? kernel + " on " + cell.pair().getFirst() : kernel,
        ((shared ? "" : build) + " " + (pairs ? pair : "")).strip());
  }

  /** A pair as {@code linux-6.1-a → linux-6.1-b}. */
  static String pair(List<HostName> pair) {
    return pair.stream().map(HostName::toString).collect(Collectors.joining(" → "));
  }

  private static String release(String kernel) {
    int end = kernel.indexOf(' ');
    return end < 0 ? kernel : kernel.substring(0, end);
  }

  boolean holds(CellResult cell) {
    return cell.kernel().equals(kernel) && cell.pair().equals(pair);
  }

  boolean holds(TrialResult trial) {
    return trial.kernel().equals(kernel) && trial.pair().equals(pair);
  }
}
