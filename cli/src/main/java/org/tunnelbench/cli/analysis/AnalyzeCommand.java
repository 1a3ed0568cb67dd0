package org.tunnelbench.cli.analysis;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.report.OutputOption;
import org.tunnelbench.cli.report.ResultFiles;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.ForeignResult;
import org.tunnelbench.controller.report.AnalysisText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges what was measured elsewhere. */
@Command(
    name = "analyze",
    description = {
      "Judges what was measured elsewhere, with no fleet: shapes, effects, causes, the same report.",
      "A FILE is CSV (kernel, tunnel, local, protection, second, mbit_per_s; optionally repetition, further factors, counter_…), the output of iperf3 -J, or a result.json."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class AnalyzeCommand implements Callable<Integer> {
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The files; a series that two of them have is one with two repetitions.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<MeasuredSeries> series = SeriesFile.readAll(files);
    Analysis analysis = Analysis.of(series);
    ExperimentResult result =
        ForeignResult.of(
            name(files.getFirst()),
            files.stream().map(Path::toString).toList(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            series,
            analysis);
    PrintWriter out = spec.commandLine().getOut();
    Optional<ResultFiles> written =
        output.isSet()
            ? Optional.of(ResultFiles.write(result, analysis, output.folder(result.name())))
            : Optional.empty();
    if (json.isSet()) {
      JsonOption.print(out, AnalysisJson.of(result, analysis));
    } else {
      written.ifPresent(files -> out.println("Report: " + files.report().toUri() + "\n"));
      out.print(AnalysisText.of(result, analysis));
      out.flush();
    }
    return ExitCode.DONE;
  }

  /** The first file's, without its ending. */
  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.lastIndexOf('.');
    return end > 0 ? name.substring(0, end) : name;
  }
}
