package org.tunnelbench.hostagent.apply;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.ipsec.Association;
import org.tunnelbench.hostagent.ipsec.SetkeyText;
import org.tunnelbench.hostagent.ipsec.XfrmText;
import org.tunnelbench.hostagent.plan.Plan;

/** Reads the answers to a plan's proof, all of which succeeded. */
record ProofReading(Plan plan) {
  /** A pair of associations: one in each direction. */
  private static final int PAIR = 2;

  /** By the order of {@link org.tunnelbench.hostagent.plan.Proof#steps()}. */
  Proved read(List<StepResult> answers) throws EndpointException {
    String mtu = answers.getFirst().stdout().strip();
    if (!mtu.matches("\\d{1,10}")) {
      throw failure(FailureKind.STEP_FAILED, "the MTU reads '" + mtu + "'");
    }
    long packets =
        plan.proof().associations().isPresent() ? packets(answers.getLast().stdout()) : 0;
    return new Proved(Integer.parseInt(mtu), packets);
  }

  private long packets(String text) throws EndpointException {
    List<Association> associations = associations(text);
    if (negotiated()) {
      return packetsOfNegotiated(associations);
    }
    if (associations.size() != PAIR) {
      throw failure(
          FailureKind.NOT_PROTECTED,
          "there are %d associations of this trial where there must be 2"
              .formatted(associations.size()));
    }
    for (Association association : associations) {
      if (association.packets() == 0) {
        throw failure(
            FailureKind.NOT_PROTECTED,
            "the far end answered, but no packet was counted by the " + association.line());
      }
    }
    return associations.stream().mapToLong(Association::packets).sum();
  }

  private boolean negotiated() {
    return plan.diagnosis().isPresent();
  }

  /** Both ends may have begun at once, which leaves two pairs: traffic in each direction counts. */
  private long packetsOfNegotiated(List<Association> associations) throws EndpointException {
    long directions =
        associations.stream()
            .filter(association -> association.packets() > 0)
            .map(Association::destination)
            .distinct()
            .count();
    if (directions != PAIR) {
      throw failure(
          FailureKind.NOT_PROTECTED,
          "the far end answered, but packets were counted in %d directions of this trial's %d associations"
              .formatted(directions, associations.size()));
    }
    return associations.stream().mapToLong(Association::packets).sum();
  }

  private List<Association> associations(String text) throws EndpointException {
    try {
      // One that the kernel only asked a key daemon for protects nothing.
      return ofThisTrial(text).stream().filter(association -> association.spi() != 0).toList();
    } catch (IllegalArgumentException e) {
      throw failure(
          FailureKind.STEP_FAILED,
          "what the host prints of associations is not understood: " + e.getMessage());
    }
  }

  /** setkey prints all there are; ip was asked for those of the trial's request id alone. */
  private List<Association> ofThisTrial(String text) {
    return plan.proof().associations().equals(Optional.of(SetkeyText.ASSOCIATIONS))
        ? SetkeyText.associations(text).stream()
            .filter(association -> association.requestId() == plan.names().requestId())
            .toList()
        : XfrmText.associations(text);
  }

  private EndpointException failure(FailureKind kind, String what) {
    return new EndpointException(Failure.of(kind, plan.host(), plan.host() + ": " + what));
  }
}
