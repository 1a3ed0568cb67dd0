package org.tunnelbench.cli.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.plan.CellPlans;
import org.tunnelbench.cli.plan.FactsSource;
import org.tunnelbench.cli.plan.KnownFleet;
import org.tunnelbench.cli.plan.TrialPlan;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.run.ExperimentRun;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.lab.fleet.LabRecord;

/**
 * Measures what the fleet adds to a trial beside its traffic, against a plain shell script that
 * does the same on the same guests. Both take turns, so that whatever else the machine does meets
 * both alike; which of them goes first changes from round to round.
 */
final class Overhead {
  static final String NAME = "overhead";

  private static final String DOCUMENT =
      """
      name: overhead
      blocks:
        - {tunnel: [gretap], protection: [esp/null/hmac-md5], mtu: [1300]}
      traffic: {seconds: 1, interval: 0.1}
      """;

  /**
   * Rounds until a fleet that has just begun does as one that has run for long: its virtual
   * machines compile what is called often.
   */
  private static final int UNCOUNTED_ROUNDS = 5;

  private final LabRecord lab;
  private final Progress progress;
  private final ExperimentDocument document;
  private final ControllerClient controller;

  Overhead(LabRecord lab, Progress progress) throws ControllerException, InvalidDocumentException {
    this.lab = lab;
    this.progress = progress;
    this.document = ExperimentDocuments.parse(DOCUMENT);
    this.controller = ControllerClient.of(lab);
  }

  /** Measures, after some rounds that do not count. */
  OverheadResult measure(int rounds) throws Exception {
    KnownFleet known = FactsSource.lab(lab);
    PairEntry pair = known.fleet().pairs().getFirst();
    List<Double> fleet = new ArrayList<>();
    List<Double> script = new ArrayList<>();
    String kernel = "";
    try (PlainTrial plain =
        PlainTrial.connect(
            lab.folder().resolve("bench"),
            known.fleet().host(pair.sender()),
            known.fleet().host(pair.receiver()))) {
      for (int round = 0; round < UNCOUNTED_ROUNDS; round++) {
        byScript(plain, known);
        kernel = byFleet().kernel();
      }
      for (int round = 0; round < rounds; round++) {
        if (round % 2 == 0) {
          fleet.add(overhead(wall(byFleet())));
          script.add(overhead(byScript(plain, known)));
        } else {
          script.add(overhead(byScript(plain, known)));
          fleet.add(overhead(wall(byFleet())));
        }
        progress.note(
            "round %d of %d: fleet %.2f s, script %.2f s"
                .formatted(round + 1, rounds, fleet.getLast(), script.getLast()));
      }
    }
    return OverheadResult.of(
        kernel, document.cells().getFirst().label(), document.traffic().seconds(), fleet, script);
  }

  private double overhead(Duration wall) {
    return wall.toNanos() / 1e9 - document.traffic().seconds();
  }

  private TrialResult byFleet() throws Exception {
    ExperimentResult result = ExperimentRun.submit(controller, document).await(event -> {});
    TrialResult trial = result.trials().getFirst();
    if (trial.failure().isPresent()) {
      throw new FailedException("the fleet's trial failed: " + trial.failure().get().message());
    }
    return trial;
  }

  private static Duration wall(TrialResult trial) {
    return Duration.between(trial.startedAt().orElseThrow(), trial.endedAt().orElseThrow());
  }

  private Duration byScript(PlainTrial plain, KnownFleet known)
      throws InvalidDocumentException, FailedException, IOException, InterruptedException {
    TrialPlan trial = new CellPlans(document, known, new SecureRandom()).trials().getFirst();
    plain.prepare(side(trial.first()), side(trial.second()));
    return plain.run();
  }

  private static PlainTrial.Side side(TrialPlan.HostPart part) {
    return new PlainTrial.Side(part.plan(), part.snapshot(), part.traffic());
  }
}
