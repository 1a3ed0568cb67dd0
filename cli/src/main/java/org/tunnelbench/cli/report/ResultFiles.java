package org.tunnelbench.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.report.HtmlReport;
import org.tunnelbench.controller.report.ResultJson;
import org.tunnelbench.controller.report.SamplesCsv;
import org.tunnelbench.evidence.EvidenceBundle;

/**
 * The files that tell of a result.
 *
 * @param result as they tell it: what one option makes slow is among its findings
 * @param report the page
 */
public record ResultFiles(ExperimentResult result, Path report) {
  /** Writes the report, the result, the samples and the evidence bundle. */
  public static ResultFiles write(ExperimentResult result, Path folder) throws IOException {
    return write(result, () -> Analysis.of(result), folder);
  }

  /** The same where the analysis is known. */
  public static ResultFiles write(ExperimentResult result, Analysis analysis, Path folder)
      throws IOException {
    return write(result, () -> analysis, folder);
  }

  private static ResultFiles write(
      ExperimentResult result, Supplier<Analysis> analysis, Path folder) throws IOException {
    // What was measured comes first: nothing that befalls the report is to lose it.
    Path json = Files.writeString(folder.resolve(ResultJson.FILE), ResultJson.of(result));
    Files.writeString(folder.resolve(SamplesCsv.FILE), SamplesCsv.of(result));
    Analysis known = analysis.get();
    ExperimentResult explained = known.explained(result);
    if (!explained.equals(result)) {
      Files.writeString(json, ResultJson.of(explained));
    }
    Path report =
        Files.writeString(folder.resolve(HtmlReport.FILE), HtmlReport.of(explained, known));
    Files.write(folder.resolve(EvidenceBundle.FILE), EvidenceBundle.of(explained, known));
    return new ResultFiles(explained, report);
  }
}
