package org.tunnelbench.controller.analysis;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.TunnelKind;

/**
 * The order in which results are read: older kernels first, and each plain cell right before the
 * same cell inside ESP.
 */
public final class CellOrder {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  /** Numbers within a text by their value: {@code 5.10} before {@code 6.1} before {@code 6.12}. */
  public static final Comparator<String> NATURAL = CellOrder::natural;

  /** Levels by factor. */
  public static final Comparator<Map<String, String>> LEVELS =
      comparingInt((Map<String, String> levels) -> rank(TunnelKind.values(), levels, "tunnel"))
          .thenComparingInt(levels -> rank(InnerSide.values(), levels, "inner"))
          .thenComparingInt(levels -> rank(LocalAddress.values(), levels, "local"))
          .thenComparing(levels -> levels.getOrDefault("mtu", ""), NATURAL)
          .thenComparing(levels -> !levels.getOrDefault("protection", "none").equals("none"))
          .thenComparing(levels -> levels.getOrDefault("protection", "none"), NATURAL)
          .thenComparing(levels -> levels.getOrDefault("keying", ""), NATURAL);

  /** Cells by kernel, pair and levels. */
  public static final Comparator<CellResult> CELLS =
      comparing(CellResult::kernel, NATURAL)
          .thenComparing(cell -> cell.pair().toString(), NATURAL)
          .thenComparing(CellResult::levels, LEVELS);

  private CellOrder() {}

  private static int rank(Enum<?>[] words, Map<String, String> levels, String factor) {
    return Arrays.stream(words).map(Enum::toString).toList().indexOf(levels.get(factor));
  }

  private static int natural(String left, String right) {
    List<String> lefts = parts(left);
    List<String> rights = parts(right);
    for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
      int order = part(lefts.get(i), rights.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lefts.size(), rights.size());
  }

  private static List<String> parts(String text) {
    return PART.matcher(text).results().map(MatchResult::group).toList();
  }

  private static int part(String left, String right) {
    boolean numbers = Character.isDigit(left.charAt(0)) && Character.isDigit(right.charAt(0));
    return numbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
  }
}
