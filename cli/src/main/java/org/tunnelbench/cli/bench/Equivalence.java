package org.tunnelbench.cli.bench;

import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.run.ExperimentRun;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.controller.analysis.Analysis;

/**
 * Measures the same cells with {@code local} set and omitted, which makes no difference on kernels
 * of today: what is told of them is what the fleet and the statistics make of nothing.
 */
final class Equivalence {
  static final String NAME = "equivalence";

  private final ControllerClient controller;
  private final Progress progress;

  Equivalence(ControllerClient controller, Progress progress) {
    this.controller = controller;
    this.progress = progress;
  }

  EquivalenceResult measure(int repetitions, long seed) throws Exception {
    ExperimentResult result =
        ExperimentRun.submit(controller, ExperimentDocuments.parse(document(repetitions, seed)))
            .await(progress);
    long missing =
        result.trials().stream().filter(trial -> trial.state() != Outcome.MEASURED).count();
    if (missing > 0) {
      throw new FailedException(
          "%d of %d trials were not measured: %s"
              .formatted(missing, result.trials().size(), result.summary()));
    }
    return EquivalenceResult.of(repetitions, Analysis.of(result).effects());
  }

  private static String document(int repetitions, long seed) {
    return """
        name: equivalence
        blocks:
          - {tunnel: [gretap], local: [set, omitted], protection: [esp/null/hmac-md5], mtu: [1300]}
        traffic: {seconds: 3, interval: 0.1}
        repetitions: %d
        seed: %d
        """
        .formatted(repetitions, seed);
  }
}
