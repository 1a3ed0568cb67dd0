package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

class AnswerTest {
  /** Two kernels that carry nothing for the same reason, and a third that is healthy. */
  private static ExperimentResult onTwoKernels() {
    List<TrialResult> trials =
        ExampleExperiment.trials(1).stream()
            .filter(trial -> !trial.kernel().startsWith("7.2"))
            .map(trial -> isSilent(trial) ? trial.with(ExampleSeries.silent(30, 0.1)) : trial)
            .toList();
    return ExampleExperiment.judged(ExperimentState.DONE, trials);
  }

  private static boolean isSilent(TrialResult trial) {
    return trial.levels().getOrDefault("tunnel", "").equals("ipip")
        && trial.levels().getOrDefault("local", "").equals("omitted")
        && !trial.kernel().startsWith("6.12");
  }

  @Test
  void aFindingOnSeveralKernelsHasItsHeadlineAndItsBars() {
    ExperimentResult result = onTwoKernels();
    ExperimentResult alone =
        result.with(
            result.findings().stream().filter(finding -> finding.kernels().size() == 2).toList(),
            result.summary());
    assertThat(alone.findings()).isNotEmpty();
    assertThat(Headline.of(alone))
        .startsWith(
            "Linux 5.10.46 (5.10.46-4), 6.1.176 (6.1.176-1): local omitted carries nothing");
    assertThat(Answer.of(alone, Analysis.of(alone)))
        .allSatisfy(answer -> assertThat(answer.bars()).isPresent());
  }
}
