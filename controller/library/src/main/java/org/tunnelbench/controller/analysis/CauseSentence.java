package org.tunnelbench.controller.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.Finding;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.message.HostStatus;

/** Says a cause in words: what is slow where, and what to set instead. */
final class CauseSentence {
  private final Cells cells;
  private final List<HostFacts> hosts;

  CauseSentence(Cells cells, List<HostStatus> hosts) {
    this.cells = cells;
    this.hosts = hosts.stream().map(HostStatus::facts).flatMap(Optional::stream).toList();
  }

  Finding finding(Cause cause) {
    return Finding.on(
        cause.kernels(),
        sentence(cause),
        cause.cure().map(Cause.Cure::factor).orElse(""),
        cause.cure().map(Cause.Cure::slowLevel).orElse(""),
        cause.cure().map(Cause.Cure::healthyLevel).orElse(""),
        cause.levels());
  }

  private String sentence(Cause cause) {
    return "Linux %s: %s%s %s %s%s%s: %s."
        .formatted(
            and(cause.kernels()),
            and(subjects(cause)),
            protection(cause),
            subjects(cause).size() == 1 ? "carries" : "carry",
            Speed.range(medians(spokenOf(cause, cause.cells()))),
            condition(cause),
            elsewhere(cause),
            advice(cause));
  }

  private static List<String> subjects(Cause cause) {
    return cause.levels().stream().map(CauseSentence::subject).distinct().toList();
  }

  private static String subject(Map<String, String> levels) {
    String tunnel = levels.getOrDefault("tunnel", "");
    return tunnel.equals("gretap") ? tunnel + " " + levels.getOrDefault("inner", "") : tunnel;
  }

  private String protection(Cause cause) {
    List<String> levels = cause.levels("protection");
    boolean plainToo = levels.contains("none");
    List<String> inside = levels.stream().filter(level -> !level.equals("none")).toList();
    if (inside.isEmpty()) {
      return measuredInsideEsp(cause) ? ", without ESP," : "";
    }
    return plainToo ? ", with and without ESP," : " in " + and(inside);
  }

  private boolean measuredInsideEsp(Cause cause) {
    return cells.results().stream()
        .anyMatch(
            cell ->
                cause.kernels().contains(cell.kernel())
                    && subjects(cause).contains(subject(cell.levels()))
                    && !cell.levels().getOrDefault("protection", "none").equals("none"));
  }

  private static String condition(Cause cause) {
    return cause
        .cure()
        .map(
            cure ->
                switch (cure.factor()) {
                  case "mtu" -> mtuCondition(cure, cause.givenMtu());
                  case "local" ->
                      cure.slowLevel().equals("omitted")
                          ? " when it is created without `local`"
                          : " when it is created with `local`";
                  case "protection", "tunnel" -> "";
                  default -> " with `" + cure.factor() + ": " + cure.slowLevel() + "`";
                })
        .orElse("");
  }

  private static String mtuCondition(Cause.Cure cure, OptionalInt given) {
    if (!cure.slowLevel().equals("default")) {
      return " at the MTU of " + cure.slowLevel();
    }
    return given.isPresent()
        ? " at the MTU of " + given.getAsInt() + " that the kernel gives it"
        : " at the MTU that the kernel gives it";
  }

  private String elsewhere(Cause cause) {
    List<Double> others =
        spokenOf(cause, cause.cells()).stream()
            .filter(this::isFasterElsewhere)
            .map(cells::elsewhere)
            .map(OptionalDouble::getAsDouble)
            .toList();
    return others.isEmpty() ? "" : ", where other kernels carry " + Speed.range(others);
  }

  private boolean isFasterElsewhere(CellResult cell) {
    OptionalDouble others = cells.elsewhere(cell);
    return others.isPresent()
        && cell.medianMbitPerSecond().orElse(0) < Cells.SLOW * others.getAsDouble();
  }

  private String advice(Cause cause) {
    if (cause.cure().isEmpty()) {
      return "no single factor that was measured explains it, since no cell that differs in one"
          + " level alone is healthy on the same kernel";
    }
    Cause.Cure cure = cause.cure().get();
    String here = Speed.range(medians(spokenOf(cause, cause.healed()))) + " here";
    return switch (cure.factor()) {
      case "mtu" -> mtuAdvice(cause, cure, here);
      case "local" ->
          cure.healthyLevel().equals("set")
              ? "create the tunnel with `local ADDRESS` (" + here + ")"
              : "create the tunnel without `local` (" + here + ")";
      case "protection" ->
          cure.healthyLevel().equals("none")
              ? "ESP makes the difference; without it the tunnel carries " + here
              : "the algorithms make the difference; with %s it carries %s"
                  .formatted(cure.healthyLevel(), here);
      default -> "set `%s: %s` (%s)".formatted(cure.factor(), cure.healthyLevel(), here);
    };
  }

  private String mtuAdvice(Cause cause, Cause.Cure cure, String here) {
    String set =
        cure.healthyLevel().equals("default")
            ? "leave the MTU as the kernel gives it"
            : "set the MTU to " + cure.healthyLevel();
    return "%s (%s)%s".formatted(set, here, largest(cause));
  }

  /** What would fit at most, plain and inside ESP, by the underlay's MTU where facts tell it. */
  private String largest(Cause cause) {
    OptionalInt underlay = underlayMtu(cause);
    if (underlay.isEmpty()) {
      return "";
    }
    OptionalInt plain = OptionalInt.empty();
    OptionalInt inside = OptionalInt.empty();
    for (Map<String, String> levels : cause.levels()) {
      OptionalInt largest = largest(levels, underlay.getAsInt());
      if (levels.getOrDefault("protection", "none").equals("none")) {
        plain = smaller(plain, largest);
      } else {
        inside = smaller(inside, largest);
      }
    }
    if (plain.isPresent() && inside.isPresent()) {
      return ", at most %d, or %d inside ESP".formatted(plain.getAsInt(), inside.getAsInt());
    }
    return Stream.of(plain, inside)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .map(largest -> ", at most " + largest.getAsInt())
        .orElse("");
  }

  private static OptionalInt largest(Map<String, String> levels, int underlayMtu) {
    Optional<TunnelKind> tunnel =
        Stream.of(TunnelKind.values())
            .filter(kind -> kind.word().equals(levels.getOrDefault("tunnel", "")))
            .findFirst();
    return tunnel.isEmpty()
        ? OptionalInt.empty()
        : LargestMtu.of(
            tunnel.get(),
            new TunnelKey(levels.getOrDefault("key", TunnelKey.NONE.word())),
            Protection.parse(levels.getOrDefault("protection", "none")),
            underlayMtu);
  }

  private static OptionalInt smaller(OptionalInt one, OptionalInt other) {
    return one.isEmpty() || (other.isPresent() && other.getAsInt() < one.getAsInt()) ? other : one;
  }

  private OptionalInt underlayMtu(Cause cause) {
    return hosts.stream()
        .filter(
            facts -> cause.cells().stream().anyMatch(cell -> cell.pair().contains(facts.host())))
        .mapToInt(HostFacts::underlayMtu)
        .min();
  }

  /**
   * The cells whose speeds the sentence names: of plain and protected ones the plain, which differ
   * in nothing but the cause.
   */
  private static List<CellResult> spokenOf(Cause cause, List<CellResult> among) {
    List<CellResult> plain =
        among.stream()
            .filter(cell -> cell.levels().getOrDefault("protection", "none").equals("none"))
            .toList();
    boolean protectionIsTheCure =
        cause.cure().filter(cure -> cure.factor().equals("protection")).isPresent();
    return plain.isEmpty() || protectionIsTheCure ? among : plain;
  }

  private static List<Double> medians(List<CellResult> cells) {
    return cells.stream().map(cell -> cell.medianMbitPerSecond().orElse(0)).toList();
  }

  private static String and(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    List<String> first = new ArrayList<>(words);
    String last = first.removeLast();
    return String.join(", ", first) + " and " + last;
  }
}
