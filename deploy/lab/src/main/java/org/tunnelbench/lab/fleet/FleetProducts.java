package org.tunnelbench.lab.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tunnelbench.lab.LabException;

/**
 * What was built of the fleet: a folder with the broker's jars and each service's fast-jar.
 *
 * @param folder holds {@code broker}, {@code controller}, {@code host-agent} and {@code
 *     throughput-probe}; it does not change while a fleet runs from it
 */
public record FleetProducts(Path folder) {
  /** The class path of the broker, for a {@code java} that expands wildcards. */
  String brokerClassPath() throws LabException {
    return present(folder.resolve("broker")).resolve("*").toString();
  }

  /** The runnable jar of a service. */
  Path service(Service service) throws LabException {
    return present(folder.resolve(service.partName()).resolve("quarkus-run.jar"));
  }

  private static Path present(Path product) throws LabException {
    if (!Files.exists(product)) {
      throw new LabException(
          product
              + " is missing: the fleet has not been built. Start it through ./tunnelbench, which builds it.");
    }
    return product;
  }
}
