package org.tunnelbench.controller.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;

/** Levels that nobody asks for: defaults of the factors that are seldom changed. */
public final class UsualLevels {
  /** Factors whose level is always told. */
  private static final List<String> ALWAYS_TOLD =
      List.of("tunnel", "inner", "local", "protection", "keying", "mtu");

  private static final Map<String, String> USUAL = usual();

  private UsualLevels() {}

  /** Whether a factor is where it mostly is, so that it need not be told. */
  public static boolean contain(String factor, String level) {
    return level.equals(USUAL.get(factor));
  }

  private static Map<String, String> usual() {
    Map<String, String> usual = new LinkedHashMap<>(Levels.direct(TunnelKind.NONE).byFactor());
    ALWAYS_TOLD.forEach(usual::remove);
    return Map.copyOf(usual);
  }
}
