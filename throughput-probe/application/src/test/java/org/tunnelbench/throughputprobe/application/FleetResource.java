package org.tunnelbench.throughputprobe.application;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;

/** A fleet of this machine as two hosts, and a folder for the probe's state. */
public final class FleetResource implements QuarkusTestResourceLifecycleManager {
  static final HostName SENDER = new HostName("sender");
  static final HostName RECEIVER = new HostName("receiver");

  private Optional<Path> folder = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      Path made = Files.createTempDirectory("probe-test");
      folder = Optional.of(made);
      Path fleet = made.resolve("fleet.yaml");
      Files.writeString(fleet, FleetDocuments.toYaml(document()));
      return Map.of(
          "tunnelbench.fleet", fleet.toString(),
          "tunnelbench.state", made.resolve("state").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    folder.ifPresent(FleetResource::delete);
  }

  static FleetDocument document() {
    return new FleetDocument(List.of(host(SENDER), host(RECEIVER)), List.of());
  }

  private static HostEntry host(HostName name) {
    return new HostEntry(
        name,
        HostKind.LOCAL,
        new Ipv4Address("127.0.0.1"),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
