package org.tunnelbench.hostagent.ipsec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostagent.plan.PlannedStep;

/**
 * A charon of our own, with files, socket and log of its own, in a folder that goes with it. The
 * end with the lower underlay address initiates, the other one answers. Why it is killed: {@code
 * docs/decisions/0009-a-charon-of-our-own.md}.
 */
final class StrongswanSteps {
  /** How often charon is told its connection until it listens. */
  private static final int LOADS = 40;

  private static final Duration LOAD_PAUSE = Duration.ofMillis(100);

  private StrongswanSteps() {}

  /**
   * The steps that key an end.
   *
   * @param program the path of the host's charon
   */
  static List<PlannedStep> of(ProtectedEnd end, PreSharedKey key, String program) {
    StrongswanFiles files = new StrongswanFiles(end);
    List<List<String>> inverse = new ArrayList<>();
    inverse.add(files.stop());
    inverse.addAll(XfrmSteps.deleteNegotiated(end));
    boolean first = end.here().compareTo(end.there()) < 0;
    return List.of(
        new PlannedStep.KeptFiles(files.all(key)),
        new PlannedStep.Command(files.charon("start", program), inverse),
        new PlannedStep.Await(files.charon("load"), LOADS, LOAD_PAUSE),
        new PlannedStep.Command(List.of("rm", "-f", files.connection()), List.of()),
        new PlannedStep.Command(files.charon(first ? "initiate" : "answer"), List.of()));
  }
}
