package org.tunnelbench.cli.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.analysis.SeriesFile;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.lab.guest.Lab;
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
  private int seeds = SimulationResult.SEEDS;

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
    BenchmarkResult result = measure(name);
    if (json.isSet()) {
      JsonOption.print(out, result);
    } else {
      out.print(result.text());
      out.flush();
    }
    return result.exitCode();
  }

  private BenchmarkResult measure(String benchmark) throws Exception {
    BenchLab labs = new BenchLab(spec.commandLine().getErr());
    return switch (benchmark) {
      case Overhead.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        yield labs.withGuests(
            List.of(kernel), (lab, progress) -> new Overhead(lab, progress).measure(rounds));
      }
      case ProbeCost.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        yield labs.withGuestsAlone(kernel, this::probe);
      }
      case Verdicts.NAME -> {
        check("--series", series, MOST_SERIES);
        yield Verdicts.measure(series, seed);
      }
      case Adaptive.NAME -> {
        check("--cells", cells, MOST_CELLS);
        yield Adaptive.measure(SeriesFile.readAll(List.of(recorded())), cells, seed);
      }
      case Equivalence.NAME -> {
        check("--rounds", rounds, MOST_ROUNDS);
        yield labs.withGuests(
            List.of(),
            (lab, progress) ->
                new Equivalence(ControllerClient.of(lab), progress).measure(rounds, seed));
      }
      case FleetBench.NAME -> {
        check("--minutes", minutes, MOST_MINUTES);
        yield fleet(labs, new FleetSize(hosts, pairs, trials));
      }
      case Simulated.NAME -> {
        check("--seeds", seeds, MOST_SEEDS);
        yield Simulated.run(seed, seeds);
      }
      default ->
          throw new UsageException(
              "there is no benchmark '%s'; there are: %s"
                  .formatted(benchmark, String.join(", ", BENCHMARKS.keySet())));
    };
  }

  private ProbeResult probe(Lab lab, Progress progress) throws Exception {
    try (ProbeCost cost = new ProbeCost(lab, progress)) {
      return cost.measure(kernel, rounds);
    }
  }

  private FleetResult fleet(BenchLab labs, FleetSize size) throws Exception {
    Optional<FleetSize> tenth = size.tenth();
    Optional<FleetResult.Measured> small =
        tenth.isPresent() ? Optional.of(played(labs, tenth.get())) : Optional.empty();
    return FleetResult.of(small, played(labs, size));
  }

  private FleetResult.Measured played(BenchLab labs, FleetSize size) throws Exception {
    return labs.withControllers(
        size.fleet(),
        (lab, seconds) -> {
          try (FleetBench bench = new FleetBench(lab, size, Duration.ofMinutes(minutes))) {
            return bench.measure(seconds);
          }
        });
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
}
