package org.tunnelbench.controller.experiment;

import java.security.SecureRandom;
import java.util.Optional;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.secret.SealedSecret;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.controller.trial.AttemptPlanner;
import org.tunnelbench.controller.trial.PlannedTrial;

/**
 * Says what the two ends of an attempt set up: inner addresses that no trial at the same time has,
 * and fresh SPIs and keys, sealed for each end's agent.
 */
public final class EndpointSpecs implements AttemptPlanner {
  private final InnerNetworks networks;
  private final SecretSource secrets;

  /**
   * @param random the source of SPIs and keys
   */
  public EndpointSpecs(FleetDocument fleet, SecureRandom random) {
    networks = new InnerNetworks(fleet.pairs());
    secrets = new SecretSource(random);
  }

  @Override
  public Ends plan(
      ExperimentDocument document,
      PlannedTrial trial,
      Attempt attempt,
      HostFacts first,
      HostFacts second)
      throws AttemptNotPlannedException {
    boolean tunnelled = trial.levels().tunnel() != TunnelKind.NONE;
    Optional<InnerNetworks.Ends> inner =
        tunnelled ? Optional.of(networks.of(trial.pair(), attempt)) : Optional.empty();
    try {
      Optional<TrialSecret> secret = secrets.secret(trial.levels());
      Optional<Associations> associations =
          secret.isPresent()
              ? Optional.of(associations(secret.get(), attempt, first, second))
              : Optional.empty();
      return new Ends(
          endpoint(
              document,
              trial,
              attempt,
              first,
              second,
              inner.map(InnerNetworks.Ends::first),
              inner.map(ends -> ends.second().address()),
              associations.map(Associations::first)),
          endpoint(
              document,
              trial,
              attempt,
              second,
              first,
              inner.map(InnerNetworks.Ends::second),
              inner.map(ends -> ends.first().address()),
              associations.map(Associations::second)),
          document.traffic().on(first, second));
    } catch (SealingException e) {
      throw new AttemptNotPlannedException(
          "keys cannot be sealed for %s and %s: %s"
              .formatted(first.host(), second.host(), e.getMessage()),
          e);
    }
  }

  private static EndpointSpec endpoint(
      ExperimentDocument document,
      PlannedTrial trial,
      Attempt attempt,
      HostFacts host,
      HostFacts peer,
      Optional<Ipv4Network> inner,
      Optional<Ipv4Address> innerPeer,
      Optional<EspSpec> esp) {
    return new EndpointSpec(
        attempt,
        host.host(),
        peer.host(),
        trial.levels(),
        host.underlay(),
        peer.underlay(),
        inner,
        innerPeer,
        esp,
        document.deadline());
  }

  private record Associations(EspSpec first, EspSpec second) {}

  private Associations associations(
      TrialSecret secret, Attempt attempt, HostFacts first, HostFacts second)
      throws SealingException {
    String ofFirst = SealedSecret.seal(first.publicKey(), secret, attempt, first.host());
    String ofSecond =
        SealedSecret.seal(second.publicKey(), secret.mirrored(), attempt, second.host());
    return switch (secret) {
      case SaKeys byHand -> {
        long forward = secrets.spi();
        long back = secrets.spiOtherThan(forward);
        yield new Associations(
            new EspSpec.Manual(forward, back, ofFirst),
            new EspSpec.Manual(back, forward, ofSecond));
      }
      case PreSharedKey negotiated ->
          new Associations(new EspSpec.Ike(ofFirst), new EspSpec.Ike(ofSecond));
    };
  }
}
