package org.tunnelbench.controller.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.secret.SealingException;
import org.tunnelbench.contract.secret.SecretSealing;

/** The profiles that are shipped. */
public final class HostProfiles {
  /** Their names. */
  public static final List<String> NAMES = List.of("centos5", "centos6", "debian12", "debian13");

  private static final List<Ipv4Address> UNDERLAY =
      List.of(new Ipv4Address("10.0.0.101"), new Ipv4Address("10.0.0.102"));

  private HostProfiles() {}

  /** What a profile's file holds: the facts that its two hosts share. */
  private record ProfileFacts(
      String description,
      String kernelRelease,
      String kernelBuild,
      Map<String, String> tools,
      Set<String> modules,
      List<String> fallbackDevices,
      Map<String, String> cryptoDrivers,
      String underlayInterface,
      int underlayMtu) {}

  /**
   * A profile by its name.
   *
   * @throws InvalidValueException where there is none of this name; names those that there are
   */
  public static HostProfile load(String name) {
    InvalidValueException.unless(
        NAMES.contains(name),
        "profile",
        name,
        "must be one of the shipped host profiles: " + String.join(", ", NAMES));
    ProfileFacts facts = read(name);
    List<HostEntry> hosts = List.of(host(name + "-a", 0), host(name + "-b", 1));
    Map<HostName, HostStatus> statuses = new LinkedHashMap<>();
    hosts.forEach(host -> statuses.put(host.name(), status(host, facts)));
    return new HostProfile(
        name,
        facts.description(),
        new FleetDocument(
            hosts,
            List.of(new PairEntry(hosts.get(0).name(), hosts.get(1).name(), Optional.empty()))),
        statuses);
  }

  private static ProfileFacts read(String name) {
    try (InputStream file = HostProfiles.class.getResourceAsStream(name + ".json")) {
      if (file == null) {
        throw new IllegalStateException("the file of host profile " + name + " is not shipped");
      }
      return Json.MAPPER.readValue(file, ProfileFacts.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostEntry host(String name, int place) {
    return new HostEntry(
        new HostName(name),
        HostKind.LOCAL,
        UNDERLAY.get(place),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static HostStatus status(HostEntry host, ProfileFacts facts) {
    return new HostStatus(
        host.name(),
        HostCondition.AVAILABLE,
        "",
        Optional.of(
            new HostFacts(
                host.name(),
                facts.kernelRelease(),
                facts.kernelBuild(),
                facts.tools(),
                facts.modules(),
                Set.of(),
                facts.fallbackDevices(),
                facts.cryptoDrivers(),
                host.underlay(),
                facts.underlayInterface(),
                facts.underlayMtu(),
                publicKey())),
        Instant.EPOCH);
  }

  /**
   * A key of which the private part is thrown away: nothing that is sealed for it is ever opened.
   */
  private static String publicKey() {
    try {
      return SecretSealing.newKeyPair().publicKey();
    } catch (SealingException e) {
      throw new IllegalStateException("no key pair can be made", e);
    }
  }
}
