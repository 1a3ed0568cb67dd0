package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.FreePorts;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.ChildExit;
import org.tunnelbench.lab.supervise.ChildSpec;
import org.tunnelbench.lab.supervise.Supervisor;

/**
 * A Kafka broker, one or more controllers and one of each other service, as processes of this
 * machine under a supervisor. They end with the supervisor.
 */
public final class LocalFleet {
  /** The name of the process that makes the broker's storage, and then ends. */
  static final String FORMAT = "broker-format";

  /** The agent's private key lies there. */
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

  private final Supervisor supervisor;
  private final FleetCommands commands;
  private final Part broker;
  private final Path brokerSettings;
  private final List<ServiceProcess> services = new ArrayList<>();
  private final Readiness readiness = new Readiness();
  private OptionalInt prometheusPort = OptionalInt.empty();

  private LocalFleet(Supervisor supervisor, FleetCommands commands, FleetShape shape)
      throws IOException {
    this.supervisor = supervisor;
    this.commands = commands;
    RunFolder run = commands.run();
    Iterator<Integer> ports = FreePorts.choose(2 + shape.allProcesses()).iterator();
    this.broker = new Part(Part.BROKER, ports.next(), run.log(Part.BROKER));
    this.brokerSettings = commands.run().services().resolve("server.properties");
    Files.writeString(
        brokerSettings,
        new BrokerSettings(broker.port(), ports.next(), commands.stateOfBroker()).render());
    for (Service service : Service.values()) {
      for (int number = 1; number <= shape.processesOf(service); number++) {
        String name = service.partName(number);
        ServiceProcess process =
            new ServiceProcess(service, new Part(name, ports.next(), run.log(name)));
        services.add(process);
        Files.createDirectories(commands.stateOf(process), OWNER_ONLY);
      }
    }
    Files.createDirectories(commands.temporary());
    LabToken.make(run.path());
  }

  /**
   * Chooses ports and writes settings; starts nothing yet.
   *
   * @param run in whose folder the fleet's files are to lie
   * @param memory where agent and probe keep what they must remember of the hosts
   * @param shape what the fleet is to consist of
   */
  static LocalFleet prepare(
      Supervisor supervisor, FleetProducts products, RunFolder run, Path memory, FleetShape shape)
      throws LabException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try {
      return new LocalFleet(
          supervisor, new FleetCommands(java, products, run, memory, shape.brokerHeap()), shape);
    } catch (IOException e) {
      throw new LabException("cannot write the fleet's files below " + run, e);
    }
  }

  /**
   * Starts the services and waits until every one is ready.
   *
   * <p>The run's fleet document must be there by now; its hosts need not be up yet, and the broker
   * may still be starting: the services look for it until it is there.
   *
   * @throws LabException where one died, which it names with the end of its log, or was not ready
   *     in time
   */
  public void startServices() throws LabException, InterruptedException {
    Map<Part, CompletableFuture<ChildExit>> exits = new LinkedHashMap<>();
    for (ServiceProcess process : services) {
      exits.put(process.part(), spawn(process));
    }
    for (Map.Entry<Part, CompletableFuture<ChildExit>> part : exits.entrySet()) {
      awaitReady(part.getKey(), part.getValue());
    }
  }

  /** Services that are started from now on tell the Prometheus that is to listen on this port. */
  void tellPrometheus(int port) {
    prometheusPort = OptionalInt.of(port);
  }

  /** The processes, the broker first. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(List.of(broker));
    services.forEach(process -> parts.add(process.part()));
    return List.copyOf(parts);
  }

  /**
   * Starts the broker or a service again, on its old port and with its old state, after it has
   * ended.
   *
   * @param name of the part
   */
  public void restart(String name) throws LabException, InterruptedException {
    if (name.equals(Part.BROKER)) {
      awaitReady(broker, spawnBroker());
    } else {
      ServiceProcess process =
          services.stream()
              .filter(known -> known.part().name().equals(name))
              .findFirst()
              .orElseThrow();
      awaitReady(process.part(), spawn(process));
    }
  }

  /** The processes of the services. */
  List<ServiceProcess> services() {
    return List.copyOf(services);
  }

  /**
   * Starts the broker and waits until it is ready.
   *
   * @throws LabException where it died, which it names with the end of its log, or was not ready in
   *     time
   */
  void startBroker() throws LabException, InterruptedException {
    Path log = commands.run().log(FORMAT);
    ChildExit formatted =
        within(spawn(FORMAT, commands.formatBroker(brokerSettings), log), LONGEST_START)
            .orElseThrow(
                () ->
                    new LabException(
                        "the broker's storage was not made within %d s; the log is %s"
                            .formatted(LONGEST_START.toSeconds(), log)));
    if (formatted.code() != 0 || formatted.signal() != 0) {
      throw new LabException("the broker's storage could not be made: " + formatted.describe());
    }
    awaitReady(broker, spawnBroker());
  }

  private CompletableFuture<ChildExit> spawnBroker() throws LabException, InterruptedException {
    return spawn(Part.BROKER, commands.runBroker(brokerSettings), broker.log());
  }

  private CompletableFuture<ChildExit> spawn(ServiceProcess process)
      throws LabException, InterruptedException {
    return spawn(
        process.part().name(),
        commands.runService(process, broker.port(), prometheusPort),
        process.part().log());
  }

  private CompletableFuture<ChildExit> spawn(String name, List<String> argv, Path log)
      throws LabException, InterruptedException {
    return supervisor.spawnFollowed(
        new ChildSpec(name, argv, Map.of(), List.of(), commands.run().services(), log));
  }

  private void awaitReady(Part part, CompletableFuture<ChildExit> exit)
      throws LabException, InterruptedException {
    awaitReady(part, exit, readiness);
  }

  static void awaitReady(Part part, CompletableFuture<ChildExit> exit, Readiness readiness)
      throws LabException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!readiness.isReady(part)) {
      Optional<ChildExit> ended = within(exit, BETWEEN_LOOKS);
      if (ended.isPresent()) {
        throw new LabException("a part of the lab died: " + ended.get().describe());
      }
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "%s was not ready within %d s; its log is %s"
                .formatted(part.name(), LONGEST_START.toSeconds(), part.log()));
      }
    }
  }

  private static Optional<ChildExit> within(CompletableFuture<ChildExit> exit, Duration limit)
      throws InterruptedException {
    try {
      return Optional.of(exit.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException stillRuns) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("the end of a part", impossible);
    }
  }
}
