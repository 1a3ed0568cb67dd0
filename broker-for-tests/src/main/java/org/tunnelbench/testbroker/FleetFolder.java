package org.tunnelbench.testbroker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;

/** A folder with the fleet document of a service, and a place for the service's state. */
public abstract class FleetFolder implements QuarkusTestResourceLifecycleManager {
  private final FleetDocument fleet;
  private Optional<Path> folder = Optional.empty();

  protected FleetFolder(FleetDocument fleet) {
    this.fleet = fleet;
  }

  @Override
  public Map<String, String> start() {
    try {
      Path made = Files.createTempDirectory("fleet-");
      folder = Optional.of(made);
      Path document = made.resolve("fleet.yaml");
      Files.writeString(document, FleetDocuments.toYaml(fleet));
      return Map.of(
          "tunnelbench.fleet", document.toString(),
          "tunnelbench.state", made.resolve("state").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    folder.ifPresent(FleetFolder::delete);
  }

  private static void delete(Path made) {
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
