package org.tunnelbench.lab.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.RunFolder;

/**
 * The command lines of the fleet's processes.
 *
 * @param java the program that runs them all
 * @param products what they run
 * @param run whose folder holds the fleet document, and what they write
 * @param memory what agent and probe must remember of the hosts lies below it
 * @param brokerHeap the argument that bounds the broker's heap
 */
record FleetCommands(
    Path java, FleetProducts products, RunFolder run, Path memory, String brokerHeap) {
  private static final String SERVICE_HEAP = "-Xmx64m";

  List<String> formatBroker(Path settings) throws LabException {
    return broker(
        LocalFleet.FORMAT,
        "kafka.tools.StorageTool",
        List.of(
            "format",
            "--standalone",
            "--cluster-id",
            UUID.randomUUID().toString(),
            "--config",
            settings.toString()));
  }

  List<String> runBroker(Path settings) throws LabException {
    return broker(Part.BROKER, "kafka.Kafka", List.of(settings.toString()));
  }

  /**
   * @param prometheusPort of the Prometheus to which the probe is to write its samples
   */
  List<String> runService(ServiceProcess process, int brokerPort, OptionalInt prometheusPort)
      throws LabException {
    Service service = process.service();
    List<String> argv = new ArrayList<>(virtualMachine(process.part().name(), heap(service)));
    Map.of(
            "tunnelbench.fleet",
            run.fleetFile(),
            "tunnelbench.state",
            stateOf(process),
            "kafka.bootstrap.servers",
            "127.0.0.1:" + brokerPort,
            "quarkus.http.host",
            "127.0.0.1",
            "quarkus.http.port",
            process.part().port())
        .forEach((key, value) -> argv.add("-D" + key + "=" + value));
    if (service == Service.CONTROLLER) {
      // One that is started again orchestrates at once.
      argv.add("-Dtunnelbench.replica=" + process.part().name());
      argv.add("-Dtunnelbench.tokens=" + LabToken.fileOfController(run.path()));
    }
    if (service == Service.THROUGHPUT_PROBE && prometheusPort.isPresent()) {
      argv.add(
          "-Dtunnelbench.remote-write=http://127.0.0.1:%d/api/v1/write"
              .formatted(prometheusPort.getAsInt()));
    }
    argv.addAll(List.of("-jar", products.service(service).toString()));
    return List.copyOf(argv);
  }

  private static String heap(Service service) {
    return service == Service.CONTROLLER ? ControllerHeap.ARGUMENT : SERVICE_HEAP;
  }

  /** Where a service keeps what must survive it. */
  Path stateOf(ServiceProcess process) {
    Path parent = process.service() == Service.CONTROLLER ? run.services() : memory;
    return parent.resolve(process.part().name());
  }

  /** Where the broker keeps what must survive it. */
  Path stateOfBroker() {
    return run.services().resolve(Part.BROKER);
  }

  /** Where the processes put their temporary files. */
  Path temporary() {
    return run.services().resolve("tmp");
  }

  private List<String> broker(String name, String main, List<String> arguments)
      throws LabException {
    List<String> argv = new ArrayList<>(virtualMachine(name, brokerHeap));
    argv.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    // It prints its three hundred settings otherwise.
    argv.add("-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config=warn");
    argv.addAll(List.of("-cp", products.brokerClassPath(), main));
    argv.addAll(arguments);
    return List.copyOf(argv);
  }

  private List<String> virtualMachine(String part, String heap) {
    return List.of(
        java.toString(),
        PartProcesses.mark(part),
        heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // Its file would lie outside of the run's folder.
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.io.tmpdir=" + temporary());
  }
}
