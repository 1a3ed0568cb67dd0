package org.tunnelbench.lab.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A lab that runs, as it stands in its run folder.
 *
 * @param name by which the user calls it
 * @param folder the run's folder
 * @param supervisor the process that, when killed, takes all the others with it
 * @param parts the fleet's processes
 * @param kernels of its guests, by the first two numbers of their releases; empty where its hosts
 *     are the user's own
 * @param hosts how many it has
 * @param unavailable why kernels that it might have are not there, a line each
 * @param startedAt when it was ready
 */
public record LabRecord(
    String name,
    Path folder,
    long supervisor,
    List<Part> parts,
    List<String> kernels,
    int hosts,
    List<String> unavailable,
    Instant startedAt) {
  public LabRecord {
    parts = List.copyOf(parts);
    kernels = List.copyOf(kernels);
    unavailable = List.copyOf(unavailable);
  }

  /** Whether it has no guests, and serves hosts of the user's own. */
  @JsonIgnore
  public boolean servesOwnHosts() {
    return kernels.isEmpty();
  }

  /** The document of its hosts and their pairs. */
  @JsonIgnore
  public Path fleetDocument() {
    return folder.resolve("fleet.yaml");
  }

  /** Where Prometheus is, where the lab has one. */
  @JsonIgnore
  public Optional<URI> prometheus() {
    return parts.stream()
        .filter(part -> part.name().equals(Part.PROMETHEUS))
        .map(part -> URI.create("http://127.0.0.1:" + part.port()))
        .findFirst();
  }

  /** Where Kafka is, as its clients are told. */
  @JsonIgnore
  public String bootstrapServers() {
    return parts.stream()
        .filter(part -> part.name().equals(Part.BROKER))
        .map(part -> "127.0.0.1:" + part.port())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a lab without a " + Part.BROKER));
  }

  /** The file that holds the token which the controller knows; its owner's alone. */
  @JsonIgnore
  public Path tokenFile() {
    return LabToken.file(folder);
  }

  /** Where the first controller's REST interface is. */
  @JsonIgnore
  public URI controller() {
    return controllers().getFirst();
  }

  /** Where the REST interfaces of all controllers are: each answers what any of them is asked. */
  @JsonIgnore
  public List<URI> controllers() {
    String name = Service.CONTROLLER.partName();
    return parts.stream()
        .filter(part -> part.name().equals(name) || part.name().startsWith(name + "-"))
        .map(part -> URI.create("http://127.0.0.1:" + part.port()))
        .toList();
  }
}
