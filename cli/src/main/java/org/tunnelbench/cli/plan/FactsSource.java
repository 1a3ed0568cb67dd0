package org.tunnelbench.cli.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.controller.profile.HostProfile;
import org.tunnelbench.controller.profile.HostProfiles;
import org.tunnelbench.lab.fleet.LabRecord;

/** Where the facts of a plan come from. */
public final class FactsSource {
  /** The label by which a host of a fleet document names the profile that it is like. */
  static final String PROFILE_LABEL = "profile";

  private FactsSource() {}

  /** The two hosts of a shipped profile. */
  static KnownFleet profile(String name) {
    HostProfile profile = HostProfiles.load(name);
    return new KnownFleet(profile.fleet(), profile.statuses());
  }

  /**
   * The hosts of a fleet document, each with the facts of the profile that its label names.
   *
   * @param otherwise the profile of hosts that have no such label
   */
  static KnownFleet hosts(Path file, Optional<String> otherwise) throws UsageException {
    FleetDocument fleet = DocumentFile.fleet(file);
    Map<HostName, HostStatus> statuses = new LinkedHashMap<>();
    for (HostEntry host : fleet.hosts()) {
      String profile =
          Optional.ofNullable(host.labels().get(PROFILE_LABEL))
              .or(() -> otherwise)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "%s: host %s has no facts: give it the label %s with one of %s, or name one by --profile"
                              .formatted(
                                  file,
                                  host.name(),
                                  PROFILE_LABEL,
                                  String.join(", ", HostProfiles.NAMES))));
      statuses.put(host.name(), like(profile, host));
    }
    return new KnownFleet(fleet, statuses);
  }

  /** The hosts of a lab, with the facts that its agent found. */
  public static KnownFleet lab(LabRecord lab)
      throws UsageException, ControllerException, RefusedException, InterruptedException {
    List<HostStatus> hosts = ControllerClient.of(lab).hosts();
    return new KnownFleet(
        DocumentFile.fleet(lab.fleetDocument()),
        hosts.stream().collect(Collectors.toMap(HostStatus::host, Function.identity())));
  }

  private static HostStatus like(String profile, HostEntry host) {
    HostFacts model =
        HostProfiles.load(profile).statuses().values().iterator().next().facts().orElseThrow();
    HostFacts facts =
        new HostFacts(
            host.name(),
            model.kernelRelease(),
            model.kernelBuild(),
            model.tools(),
            model.modules(),
            model.loadedModules(),
            model.fallbackDevices(),
            model.cryptoDrivers(),
            host.underlay(),
            model.underlayInterface(),
            model.underlayMtu(),
            model.publicKey());
    return new HostStatus(
        host.name(), HostCondition.AVAILABLE, "", Optional.of(facts), Instant.EPOCH);
  }
}
