package org.tunnelbench.controller.analysis.effect;

import static java.util.Comparator.comparingInt;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tunnelbench.controller.analysis.CellOrder;

/** Which of two levels an effect starts from: the one without, the usual one, the lower one. */
final class LevelOrder {
  private static final Map<String, List<String>> USUAL_FIRST =
      Map.of(
          "local", List.of("set", "omitted"),
          "tunnel", List.of("none", "plain", "ipip", "gre", "gretap"),
          "mtu", List.of());

  private static final List<String> WITHOUT = List.of("none", "default", "manual", "off");

  private LevelOrder() {}

  static Comparator<String> of(String factor) {
    List<String> usual = USUAL_FIRST.getOrDefault(factor, WITHOUT);
    return comparingInt(
            (String level) -> usual.contains(level) ? usual.indexOf(level) : usual.size())
        .thenComparing(CellOrder.NATURAL);
  }
}
