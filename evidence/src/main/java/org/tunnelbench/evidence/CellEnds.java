package org.tunnelbench.evidence;

import java.util.Optional;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.setting.SettingValues;

/**
 * The plans of a cell's two ends, made by the code that agents plan with. In place of keys they
 * hold {@link Placeholder}s, and addresses inside the tunnel and SPIs are always the same.
 */
record CellEnds(Levels levels, End first, End second) {
  /** One end. */
  record End(EndpointSpec spec, HostFacts facts, Plan plan) {}

  private static final int PREFIX_LENGTH = 30;
  private static final int ADDRESSES = 4;
  private static final long LOWEST_SPI = 0x7b000001L;
  private static final int PRE_SHARED_KEY_BYTES = 32;

  /** The document of a result; absent where its series were measured elsewhere. */
  static Optional<ExperimentDocument> document(ExperimentResult result) {
    try {
      return Optional.of(ExperimentDocuments.parse(result.document().toString()));
    } catch (InvalidDocumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The plans of a cell.
   *
   * @param number another one for each cell that is not to share addresses, from 0
   * @return absent where the result does not tell of its hosts or of its document
   */
  static Optional<CellEnds> of(ExperimentResult result, CellResult cell, int number) {
    Optional<HostFacts> first = facts(result, cell.pair().getFirst());
    Optional<HostFacts> second = facts(result, cell.pair().getLast());
    Optional<ExperimentDocument> document = document(result);
    Optional<Levels> levels =
        document.stream()
            .flatMap(known -> known.cells().stream())
            .filter(known -> known.byFactor().equals(cell.levels()))
            .findFirst();
    return first.isPresent() && second.isPresent() && levels.isPresent()
        ? Optional.of(
            of(
                new Attempt(trial(result, cell), 1),
                levels.get(),
                first.get(),
                second.get(),
                document.orElseThrow(),
                number))
        : Optional.empty();
  }

  private static TrialId trial(ExperimentResult result, CellResult cell) {
    return result.trials().stream()
        .filter(trial -> trial.kernel().equals(cell.kernel()))
        .filter(trial -> trial.pair().equals(cell.pair()) && trial.levels().equals(cell.levels()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a cell without a trial: " + cell.levels()))
        .id();
  }

  private static Optional<HostFacts> facts(ExperimentResult result, HostName host) {
    return result.hosts().stream()
        .filter(status -> status.host().equals(host))
        .map(HostStatus::facts)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static CellEnds of(
      Attempt attempt,
      Levels levels,
      HostFacts first,
      HostFacts second,
      ExperimentDocument document,
      int number) {
    long base = Ipv4Network.BENCHMARKING.address().toLong() + (long) ADDRESSES * number;
    long spi = LOWEST_SPI + 2L * number;
    Optional<TrialSecret> secret = secret(levels);
    boolean tunnelled = levels.tunnel() != TunnelKind.NONE;
    return new CellEnds(
        levels,
        end(
            new EndpointSpec(
                attempt,
                first.host(),
                second.host(),
                levels,
                first.underlay(),
                second.underlay(),
                tunnelled ? Optional.of(inner(base + 1)) : Optional.empty(),
                tunnelled ? Optional.of(inner(base + 2).address()) : Optional.empty(),
                esp(levels, spi, spi + 1),
                document.deadline()),
            first,
            secret),
        end(
            new EndpointSpec(
                attempt,
                second.host(),
                first.host(),
                levels,
                second.underlay(),
                first.underlay(),
                tunnelled ? Optional.of(inner(base + 2)) : Optional.empty(),
                tunnelled ? Optional.of(inner(base + 1).address()) : Optional.empty(),
                esp(levels, spi + 1, spi),
                document.deadline()),
            second,
            secret.map(TrialSecret::mirrored)));
  }

  private static End end(EndpointSpec spec, HostFacts facts, Optional<TrialSecret> secret) {
    return new End(spec, facts, EndpointPlanner.plan(spec, facts, secret, SettingValues.SHOWN));
  }

  private static Ipv4Network inner(long address) {
    return new Ipv4Network(Ipv4Address.of(address), PREFIX_LENGTH);
  }

  private static Optional<EspSpec> esp(Levels levels, long spiOut, long spiIn) {
    if (!levels.isProtected()) {
      return Optional.empty();
    }
    return Optional.of(
        levels.keying().negotiates() ? new EspSpec.Ike("") : new EspSpec.Manual(spiOut, spiIn, ""));
  }

  private static Optional<TrialSecret> secret(Levels levels) {
    if (!(levels.protection() instanceof Protection.Esp esp)) {
      return Optional.empty();
    }
    if (levels.keying().negotiates()) {
      return Optional.of(new PreSharedKey(Placeholder.SHARED.hexadecimal(PRE_SHARED_KEY_BYTES)));
    }
    int encryption = esp.encryption().keyBytes();
    int authentication = esp.authentication().map(Authentication::keyBytes).orElse(0);
    return Optional.of(
        new SaKeys(
            Placeholder.ENCRYPTION_FORWARD.hexadecimal(encryption),
            Placeholder.AUTHENTICATION_FORWARD.hexadecimal(authentication),
            Placeholder.ENCRYPTION_BACK.hexadecimal(encryption),
            Placeholder.AUTHENTICATION_BACK.hexadecimal(authentication)));
  }
}
