package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.monitoring.MonitoringPrograms;
import org.tunnelbench.lab.monitoring.PrometheusProcess;
import org.tunnelbench.lab.monitoring.PrometheusSettings;
import org.tunnelbench.lab.monitoring.ScrapeTarget;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.ChildExit;
import org.tunnelbench.lab.supervise.ChildSpec;
import org.tunnelbench.lab.supervise.Supervisor;

/** A Prometheus that reads the metrics of a lab's services, under the lab's supervisor. */
final class LabPrometheus {
  private final Supervisor supervisor;
  private final RunFolder run;
  private final PrometheusProcess process;
  private final Readiness readiness = new Readiness();

  private LabPrometheus(Supervisor supervisor, RunFolder run, PrometheusProcess process) {
    this.supervisor = supervisor;
    this.run = run;
    this.process = process;
  }

  /**
   * Writes settings; starts nothing yet.
   *
   * @param port on which it is to listen
   * @param rules the file of rules
   */
  static LabPrometheus prepare(
      Supervisor supervisor,
      RunFolder run,
      MonitoringPrograms programs,
      LocalFleet fleet,
      int port,
      Path rules)
      throws LabException {
    Path folder = run.services().resolve(Part.PROMETHEUS);
    try {
      PrometheusProcess process = new PrometheusProcess(programs, folder, port);
      process.write(new PrometheusSettings(rules, targets(fleet), OptionalInt.empty()));
      return new LabPrometheus(supervisor, run, process);
    } catch (IOException e) {
      throw new LabException("cannot write Prometheus' settings below " + folder, e);
    }
  }

  private static List<ScrapeTarget> targets(LocalFleet fleet) {
    return fleet.services().stream()
        .map(
            process ->
                new ScrapeTarget(
                    "tunnelbench-" + process.service().partName(), process.part().port()))
        .toList();
  }

  /** Starts it, and waits until it is ready. */
  void start() throws LabException, InterruptedException {
    CompletableFuture<ChildExit> exit =
        supervisor.spawnFollowed(
            new ChildSpec(
                Part.PROMETHEUS,
                process.argv(),
                Map.of(),
                List.of(),
                process.folder(),
                run.log(Part.PROMETHEUS)));
    LocalFleet.awaitReady(part(), exit, readiness);
  }

  Part part() {
    return new Part(Part.PROMETHEUS, process.port(), run.log(Part.PROMETHEUS));
  }
}
