package org.tunnelbench.cli.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Terminal;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.analysis.SeriesFile;
import org.tunnelbench.cli.lab.HostsReady;
import org.tunnelbench.cli.lab.Interruption;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.LocalLab;
import org.tunnelbench.lab.guest.Lab;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and runs benchmarks. */
@Command(
    name = "bench",
    description = "Lists the benchmarks of tunnelbench itself, or runs one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class BenchCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 1000;
  private static final int MOST_SERIES = 1_000_000;
  private static final int MOST_CELLS = 100_000;
  private static final int MOST_SEEDS = 1_000_000;
  private static final int MOST_MINUTES = 240;
  private static final Map<String, String> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              Adaptive.NAME,
              "what trials cost and say that end as soon as they are enough, against five fixed"
                  + " runs of 60 s",
              Equivalence.NAME,
              "what is told of local set and omitted on the lab's kernels, where it makes no"
                  + " difference",
              FleetBench.NAME,
              "how many trials a broker and a controller carry with a large fleet that is played",
              Overhead.NAME,
              "what the fleet adds to a trial beside its traffic, against a plain shell script"
                  + " (needs ssh)",
              ProbeCost.NAME,
              "what the probe takes from the traffic that it measures, against bare iperf3",
              Simulated.NAME,
              "whether what must always hold does, in fleets that are simulated with faults",
              Verdicts.NAME,
              "how often the shape of a generated series is told right"));

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The benchmark to run; lists them where left out.")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "NUMBER",
      description = "How often each side has its turn; by default ${DEFAULT-VALUE}.")
  private int rounds = 15;

  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      description = "The kernel of the guests; by default ${DEFAULT-VALUE}.")
  private String kernel = "6.12";

  @Option(
      names = "--series",
      paramLabel = "NUMBER",
      description = "How many series verdicts judges; by default ${DEFAULT-VALUE}.")
  private int series = 13_000;

  @Option(
      names = "--cells",
      paramLabel = "NUMBER",
      description =
          "How many generated cells adaptive measures, and as many runs of recorded ones; by"
              + " default ${DEFAULT-VALUE}.")
  private int cells = 200;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "What series are made from; by default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--seeds",
      paramLabel = "NUMBER",
      description =
          "How many fleets simulation has, from that of --seed on; by default ${DEFAULT-VALUE}.")
  private int seeds = 10_000;

  @Option(
      names = "--hosts",
      paramLabel = "NUMBER",
      description = "How many hosts fleet has; by default ${DEFAULT-VALUE}.")
  private int hosts = 1_000;

  @Option(
      names = "--pairs",
      paramLabel = "NUMBER",
      description = "How many pairs of them measure side by side; by default ${DEFAULT-VALUE}.")
  private int pairs = 500;

  @Option(
      names = "--trials",
      paramLabel = "NUMBER",
      description = "How many trials fleet has at least; by default ${DEFAULT-VALUE}.")
  private int trials = 100_000;

  @Option(
      names = "--minutes",
      paramLabel = "NUMBER",
      description =
          "How long fleet goes on at most, and as long with a tenth of everything before; by default"
              + " ${DEFAULT-VALUE}.")
  private int minutes = 20;

  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      list(out);
      return ExitCode.DONE;
    }
    switch (name) {
      case Overhead.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        tell(overhead(), out);
      }
      case ProbeCost.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        tell(probe(), out);
      }
      case Verdicts.NAME -> {
        check("--series", series, MOST_SERIES);
        tell(Verdicts.measure(series, seed), out);
      }
      case Adaptive.NAME -> {
        check("--cells", cells, MOST_CELLS);
        AdaptiveResult result =
            Adaptive.measure(SeriesFile.readAll(List.of(recorded())), cells, seed);
        tell(result, result.text(), out);
      }
      case Equivalence.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        EquivalenceResult result = equivalence();
        tell(result, result.text(), out);
      }
      case FleetBench.NAME -> {
        check("--minutes", minutes, MOST_MINUTES);
        FleetResult result = fleet(new FleetSize(hosts, pairs, trials));
        tell(result, result.text(), out);
      }
      case Simulated.NAME -> {
        check("--seeds", seeds, MOST_SEEDS);
        return tell(Simulated.run(seed, seeds), out);
      }
      default ->
          throw new UsageException(
              "there is no benchmark '%s'; there are: %s"
                  .formatted(name, String.join(", ", BENCHMARKS.keySet())));
    }
    return ExitCode.DONE;
  }

  private static Path recorded() {
    return Installation.current().home().resolve("examples").resolve("centos6.csv");
  }

  private static void check(String option, int value, int most) throws UsageException {
    if (value < 1 || value > most) {
      throw new UsageException("%s: '%d' must be from 1 to %d".formatted(option, value, most));
    }
  }

  private void list(PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(
          out,
          Map.of(
              "benchmarks",
              BENCHMARKS.entrySet().stream()
                  .map(known -> Map.of("name", known.getKey(), "what", known.getValue()))
                  .toList()));
    } else {
      BENCHMARKS.forEach((known, what) -> out.println("%-11s %s".formatted(known, what)));
      out.flush();
    }
  }

  private OverheadResult overhead() throws Exception {
    return inALab(List.of(kernel), (lab, progress) -> new Overhead(lab, progress).measure(rounds));
  }

  private EquivalenceResult equivalence() throws Exception {
    return inALab(
        List.of(),
        (lab, progress) ->
            new Equivalence(ControllerClient.of(lab), progress).measure(rounds, seed));
  }

  private interface Measurement<T> {
    T in(LabRecord lab, Progress progress) throws Exception;
  }

  /** All kernels where none are named. */
  private <T> T inALab(List<String> kernels, Measurement<T> measurement) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = Terminal.progress(err, err, true);
        LocalLab lab =
            LocalLab.open(
                LabFolders.ofThisProcess(),
                "bench-" + ProcessHandle.current().pid(),
                Installation.current().products(),
                progress::note)) {
      return Interruption.guard(
          lab::close,
          () -> {
            LabRecord ready = lab.start(kernels);
            HostsReady.await(ControllerClient.of(ready), ready.hosts());
            return measurement.in(ready, progress);
          });
    }
  }

  private FleetResult fleet(FleetSize size) throws Exception {
    Optional<FleetSize> tenth = size.tenth();
    Optional<FleetResult.Measured> small =
        tenth.isPresent() ? Optional.of(played(tenth.get())) : Optional.empty();
    return FleetResult.of(small, played(size));
  }

  private FleetResult.Measured played(FleetSize size) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = Terminal.progress(err, err, true);
        LocalLab lab =
            LocalLab.open(
                LabFolders.ofThisProcess(),
                "bench-" + ProcessHandle.current().pid(),
                Installation.current().products(),
                progress::note)) {
      return Interruption.guard(
          lab::close,
          () -> {
            long start = System.nanoTime();
            LabRecord ready = lab.serveControllers(size.fleet());
            double seconds = (System.nanoTime() - start) / 1e9;
            try (FleetBench bench = new FleetBench(ready, size, Duration.ofMinutes(minutes))) {
              return bench.measure(seconds);
            }
          });
    }
  }

  private ProbeResult probe() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = Terminal.progress(err, err, true);
        Lab lab =
            Lab.start(LabFolders.ofThisProcess(), List.of(kernel), progress::note, exit -> {})) {
      return Interruption.guard(
          lab::close,
          () -> {
            try (ProbeCost cost = new ProbeCost(lab, progress)) {
              return cost.measure(kernel, rounds);
            }
          });
    }
  }

  private void tell(ProbeResult result, PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(out, result);
      return;
    }
    out.println(
        "the probe by bare iperf3 (Linux %s), median of %d rounds of %d s [95 %% interval]"
            .formatted(result.kernel(), result.rounds(), result.trafficSeconds()));
    out.println(
        row("throughput", result.throughput(), "lower bound", ProbeResult.LEAST_THROUGHPUT));
    out.println(
        row("processor s/Gbit", result.processors(), "median", ProbeResult.MOST_PROCESSORS));
    out.println("  goal " + (result.reached() ? "reached" : "not reached"));
    out.flush();
  }

  private static String row(String what, ProbeResult.Ratio ratio, String bound, double goal) {
    return String.format(
        Locale.ROOT,
        "  %-17s × %.3f [%.3f, %.3f]   (goal: %s %.2f)",
        what,
        ratio.median(),
        ratio.low(),
        ratio.high(),
        bound,
        goal);
  }

  private int tell(Simulated.Result result, PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(out, result);
    } else {
      out.println(
          "%d fleets from seed %d, %d steps, %.0f s; trials: %s"
              .formatted(
                  result.seeds(),
                  result.firstSeed(),
                  result.steps(),
                  result.seconds(),
                  result.trials()));
      result
          .violations()
          .forEach(
              violation ->
                  out.println("  seed %d: %s".formatted(violation.seed(), violation.what())));
      out.println("  violations: " + result.violations().size());
      out.flush();
    }
    return result.violations().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void tell(VerdictsResult result, PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(out, result);
      return;
    }
    out.println(
        "shapes of %d generated series (seed %d)".formatted(result.series(), result.seed()));
    for (VerdictsResult.Row row : result.kinds()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %-18s %6d  %-9s %6.2f %%   %s",
              row.kind(),
              row.series(),
              row.expected(),
              100 * row.hits(),
              row.told()));
    }
    out.println(
        String.format(
            Locale.ROOT,
            "  decay told of a level %.2f %%, decays missed %.2f %% (goal: at most %.0f %% each,"
                + " %s)",
            100 * result.falseAlarms(),
            100 * result.missed(),
            100 * VerdictsResult.GOAL,
            result.reached() ? "reached" : "not reached"));
    out.flush();
  }

  private void tell(Object result, String text, PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(out, result);
    } else {
      out.print(text);
      out.flush();
    }
  }

  private void tell(OverheadResult result, PrintWriter out) {
    if (json.isSet()) {
      JsonOption.print(out, result);
      return;
    }
    out.println(
        "overhead of a trial (%s on %s), median of %d rounds"
            .formatted(result.cell(), result.kernel(), result.rounds()));
    out.println(row("fleet", result.fleetMedianSeconds(), " s"));
    out.println(row("plain script", result.scriptMedianSeconds(), " s"));
    out.println(
        row("ratio", result.ratio(), "")
            + String.format(
                Locale.ROOT,
                "   (quartiles %.2f to %.2f; goal: at most %.1f, %s)",
                result.ratioLow(),
                result.ratioHigh(),
                OverheadResult.GOAL,
                result.reached() ? "reached" : "not reached"));
    out.flush();
  }

  private static String row(String what, double figure, String unit) {
    return String.format(Locale.ROOT, "  %-14s %6.2f%s", what, figure, unit);
  }
}
