package org.tunnelbench.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.report.HtmlReport;
import org.tunnelbench.controller.report.ResultJson;
import org.tunnelbench.controller.report.SamplesCsv;
import org.tunnelbench.evidence.EvidenceBundle;

/** The files that tell of a result. */
public final class ResultFiles {
  private ResultFiles() {}

  /**
   * Writes the report, the result, the samples and the evidence bundle, and answers the files in
   * that order.
   */
  public static List<Path> write(ExperimentResult result, Path folder) throws IOException {
    return write(result, () -> Analysis.of(result), folder);
  }

  /** The same where the analysis is known. */
  public static List<Path> write(ExperimentResult result, Analysis analysis, Path folder)
      throws IOException {
    return write(result, () -> analysis, folder);
  }

  private static List<Path> write(ExperimentResult result, Supplier<Analysis> analysis, Path folder)
      throws IOException {
    // What was measured comes first: nothing that befalls the report is to lose it.
    Path json = Files.writeString(folder.resolve(ResultJson.FILE), ResultJson.of(result));
    Path samples = Files.writeString(folder.resolve(SamplesCsv.FILE), SamplesCsv.of(result));
    Analysis known = analysis.get();
    Path report = Files.writeString(folder.resolve(HtmlReport.FILE), HtmlReport.of(result, known));
    Path bundle =
        Files.write(folder.resolve(EvidenceBundle.FILE), EvidenceBundle.of(result, known));
    return List.of(report, json, samples, bundle);
  }
}
