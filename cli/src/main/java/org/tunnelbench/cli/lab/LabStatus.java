package org.tunnelbench.cli.lab;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.Part;
import org.tunnelbench.lab.fleet.PartProcesses;
import org.tunnelbench.lab.fleet.Readiness;

/**
 * How a lab is.
 *
 * @param folder the run's folder
 * @param controller where its REST interface is, that of the first one where it has several
 * @param tokenFile the file that holds the token which the controller asks for
 * @param prometheus where it is, where the lab has one
 * @param kernels that it has
 * @param unavailable why kernels that it might have are not there, a line each
 * @param problem why hosts and experiments are not known; empty where they are
 */
record LabStatus(
    String name,
    String folder,
    String controller,
    String tokenFile,
    Optional<String> prometheus,
    Instant startedAt,
    List<String> kernels,
    List<String> unavailable,
    List<PartStatus> parts,
    List<HostStatus> hosts,
    List<ExperimentSummary> experiments,
    String problem) {
  /**
   * How a part is.
   *
   * @param pid of its process on this machine; absent where it has ended
   * @param ready whether it can do its work
   * @param log the file that holds what it said
   */
  record PartStatus(String name, OptionalLong pid, int port, boolean ready, String log) {}

  /** Looks at a lab. */
  static LabStatus of(LabRecord lab) throws InterruptedException {
    List<HostStatus> hosts = List.of();
    List<ExperimentSummary> experiments = List.of();
    String problem = "";
    try {
      ControllerClient controller = ControllerClient.of(lab);
      hosts = controller.hosts();
      experiments = controller.experiments();
    } catch (ControllerException | RefusedException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new LabStatus(
        lab.name(),
        lab.folder().toString(),
        lab.controller().toString(),
        lab.tokenFile().toString(),
        lab.prometheus().map(URI::toString),
        lab.startedAt(),
        lab.kernels(),
        lab.unavailable(),
        parts(lab),
        hosts,
        experiments,
        problem);
  }

  private static List<PartStatus> parts(LabRecord lab) throws InterruptedException {
    PartProcesses processes = PartProcesses.of(lab);
    Readiness readiness = new Readiness();
    List<PartStatus> parts = new ArrayList<>();
    for (Part part : lab.parts()) {
      parts.add(
          new PartStatus(
              part.name(),
              processes.processId(part),
              part.port(),
              readiness.isReady(part),
              part.log().toString()));
    }
    return List.copyOf(parts);
  }
}
