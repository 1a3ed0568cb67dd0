package org.tunnelbench.cli.analysis;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.controller.analysis.effect.Comparison;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.Iperf3Json;
import org.tunnelbench.controller.report.ComparisonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets two results against each other. */
@Command(
    name = "compare",
    description = {
      "Sets result B against result A, cell by cell: another kernel build, another day, a baseline.",
      "Each is a result.json, the folder that holds one, CSV as analyze reads it, or the output of iperf3 -J.",
      "Exit code 1 where a cell is below --fail-below for sure."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class CompareCommand implements Callable<Integer> {
  private static final double MOST_THRESHOLD = 1;

  @Parameters(index = "0", paramLabel = "A", description = "The baseline.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "What is set against it.")
  private Path second = Path.of("");

  @Option(
      names = "--fail-below",
      paramLabel = "RATIO",
      description =
          "Fail where a cell's throughput in B, by that in A, is below this for sure; 0.9, say.")
  private @Nullable Double failBelow;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML, a test for each cell.")
  private @Nullable Path junit;

  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    double threshold = threshold();
    Comparison comparison = compared(threshold);
    if (junit != null) {
      JUnitFile.write(junit, "tunnelbench compare " + first + " " + second, comparison, threshold);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, new Answer(comparison, threshold, answer(comparison, threshold)));
    } else {
      out.print(ComparisonText.of(comparison));
      out.println(answer(comparison, threshold));
      out.flush();
    }
    return comparison.isBelow() ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** 0 where none is asked for: nothing is below that. */
  private double threshold() throws UsageException {
    if (failBelow == null) {
      return 0;
    }
    if (!(failBelow > 0 && failBelow <= MOST_THRESHOLD)) {
      throw new UsageException("--fail-below: '" + failBelow + "' must be above 0 and at most 1");
    }
    return failBelow;
  }

  private Comparison compared(double threshold) throws UsageException {
    Comparison comparison = Comparison.of(series(first), series(second), threshold);
    if (comparison.cells().isEmpty()) {
      throw new UsageException(
          "%s and %s have no cell in common: the same levels on the same kernel, or on the one kernel that each has alone"
              .formatted(first, second));
    }
    return comparison;
  }

  /** A file that says nothing of its levels but its name is the same cell as another such one. */
  private List<MeasuredSeries> series(Path side) throws UsageException {
    String both =
        Stream.of(first, second)
            .map(file -> String.valueOf(file.getFileName()))
            .distinct()
            .collect(Collectors.joining(" → "));
    return SeriesFile.readAll(List.of(side)).stream()
        .map(
            one ->
                one.levels().keySet().equals(Set.of(Iperf3Json.FILE))
                    ? one.with(Map.of(Iperf3Json.FILE, both))
                    : one)
        .toList();
  }

  private static String answer(Comparison comparison, double threshold) {
    long below = comparison.cells().stream().filter(Comparison.Compared::below).count();
    long changed = comparison.cells().stream().filter(Comparison.Compared::significant).count();
    String of = " of %d cells ".formatted(comparison.cells().size());
    return threshold > 0
        ? below
            + of
            + (below == 1 ? "is" : "are")
            + String.format(Locale.ROOT, " below × %.2f for sure; %d changed.", threshold, changed)
        : changed + of + "changed.";
  }

  /** What {@code --json} prints. */
  private record Answer(Comparison comparison, double failBelow, String summary) {}
}
