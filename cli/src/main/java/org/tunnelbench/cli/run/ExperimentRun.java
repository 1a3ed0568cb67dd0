package org.tunnelbench.cli.run;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.ExperimentFollower;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.trial.ExperimentId;

/** An experiment from its submission to its result, on a controller that is there. */
public final class ExperimentRun {
  private static final Duration LONGEST_SUBMISSION = Duration.ofSeconds(20);

  private final ControllerClient controller;
  private final ExperimentId id;
  private final int trials;

  private ExperimentRun(ControllerClient controller, ExperimentId id, int trials) {
    this.controller = controller.patient(ExperimentFollower.LONGEST_ABSENCE);
    this.id = id;
    this.trials = trials;
  }

  /** Submits a document. */
  public static ExperimentRun submit(ControllerClient controller, ExperimentDocument document)
      throws ControllerException, RefusedException, InterruptedException {
    ExperimentSummary summary =
        controller
            .patient(LONGEST_SUBMISSION)
            .submit(ExperimentDocuments.toJson(document).toString(), UUID.randomUUID().toString());
    int trials = summary.trials().values().stream().mapToInt(Integer::intValue).sum();
    return new ExperimentRun(controller, summary.id(), trials);
  }

  /** Waits for the end, and answers what came of it. */
  public ExperimentResult await(Progress progress)
      throws ControllerException, RefusedException, InterruptedException {
    progress.begin(trials);
    return await(progress::event);
  }

  /** Waits for the end, while a consumer hears of every event, and answers what came of it. */
  public ExperimentResult await(Consumer<Event> consumer)
      throws ControllerException, RefusedException, InterruptedException {
    new ExperimentFollower(controller.patient(Duration.ZERO), id).follow(consumer);
    return controller.result(id);
  }

  /** Cancels what has not ended. */
  void cancel() throws ControllerException, RefusedException, InterruptedException {
    controller.patient(LONGEST_SUBMISSION).cancel(id);
  }
}
