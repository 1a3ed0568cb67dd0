package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.guest.IpsecTools;
import org.tunnelbench.lab.guest.Kernel;
import org.tunnelbench.lab.guest.LabGuests;
import org.tunnelbench.lab.guest.PreparedGuests;
import org.tunnelbench.lab.guest.RunningGuests;
import org.tunnelbench.lab.monitoring.MonitoringPrograms;
import org.tunnelbench.lab.run.FreePorts;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.Supervisor;

/**
 * Guests and the fleet that serves them, or a fleet for hosts of the user's own, on this machine.
 * The lab ends with {@link #close}, or when this process ends, however it ends; after {@link
 * #detach} it stays.
 */
public final class LocalLab implements AutoCloseable {
  private final LabFolders folders;
  private final String name;
  private final FleetProducts products;
  private final RunFolder run;
  private final Supervisor supervisor;
  private final Consumer<String> notes;
  private final PartKeeper keeper;
  private Optional<Path> rules = Optional.empty();
  private int controllers = 1;
  private boolean detached;

  private LocalLab(
      LabFolders folders,
      String name,
      FleetProducts products,
      RunFolder run,
      Consumer<String> notes)
      throws LabException, InterruptedException, IOException {
    this.folders = folders;
    this.notes = notes;
    this.name = name;
    this.products = products;
    this.run = run;
    this.keeper = new PartKeeper(notes);
    this.supervisor = Supervisor.start(run.path(), keeper::ended);
    run.recordSupervisor(supervisor.processId());
  }

  /**
   * Makes an empty lab, after sweeping what dead ones left.
   *
   * @param notes hears in a sentence what the user should know
   */
  public static LocalLab open(
      LabFolders folders, String name, FleetProducts products, Consumer<String> notes)
      throws LabException, InterruptedException {
    try {
      return new LocalLab(folders, name, products, RunFolder.create(folders), notes);
    } catch (IOException e) {
      throw new LabException("cannot make a run folder below " + folders.runs() + ": " + e, e);
    }
  }

  /**
   * The lab is to have a Prometheus that reads its services' metrics; to be called before it is
   * started.
   *
   * @param file of the rules that Prometheus is to evaluate
   */
  public void withPrometheus(Path file) {
    rules = Optional.of(file);
  }

  /**
   * The lab is to have so many controllers, of which one orchestrates and the others stand by; to
   * be called before it is started.
   */
  public void withControllers(int count) {
    controllers = count;
  }

  /**
   * Starts guests and fleet and waits until they are ready.
   *
   * @param kernels that are wanted, by the first two numbers of their releases; all that can be had
   *     where empty
   */
  public LabRecord start(List<String> kernels) throws LabException, InterruptedException {
    return start(kernels, Optional.empty());
  }

  /**
   * The same with tools that the guests are to have besides.
   *
   * @param tools setkey and racoon
   */
  public LabRecord start(List<String> kernels, Optional<IpsecTools> tools)
      throws LabException, InterruptedException {
    try (ExecutorService besides = Executors.newVirtualThreadPerTaskExecutor()) {
      LocalFleet fleet =
          LocalFleet.prepare(supervisor, products, run, run.services(), new FleetShape(all(), 0));
      int prometheusPort = tellPrometheus(fleet);
      Future<LocalFleet> broker = besides.submit(() -> withBroker(fleet));
      Future<List<Part>> prometheus = besides.submit(() -> prometheusOf(fleet, prometheusPort));
      try {
        PreparedGuests prepared =
            LabGuests.prepare(folders, LabSettings.load(System.getenv()), kernels, notes)
                .with(tools);
        RunningGuests guests = RunningGuests.begin(prepared, run, supervisor);
        Future<LocalFleet> services = besides.submit(() -> withServices(fleet));
        result(broker);
        result(services);
        guests.awaitReady();
        keeper.keep(fleet);
        return record(
            parts(fleet, result(prometheus)),
            prepared.kernels().stream().map(Kernel::series).toList(),
            2 * prepared.kernels().size(),
            prepared.unavailable());
      } finally {
        besides.shutdownNow();
      }
    } catch (IOException e) {
      throw new LabException("cannot write below " + run + ": " + e, e);
    }
  }

  /**
   * Starts a fleet for hosts of the user's own and waits until it is ready; its hosts need not be
   * reached yet.
   */
  public LabRecord serve(FleetDocument hosts) throws LabException, InterruptedException {
    return serve(hosts, all());
  }

  /**
   * Starts broker and controllers and waits until they are ready; somebody else plays the agents
   * and probes of these hosts.
   */
  public LabRecord serveControllers(FleetDocument hosts) throws LabException, InterruptedException {
    return serve(hosts, Map.of(Service.CONTROLLER, controllers));
  }

  private Map<Service, Integer> all() {
    return Map.of(
        Service.CONTROLLER, controllers, Service.HOST_AGENT, 1, Service.THROUGHPUT_PROBE, 1);
  }

  private LabRecord serve(FleetDocument hosts, Map<Service, Integer> services)
      throws LabException, InterruptedException {
    try {
      Files.writeString(run.fleetFile(), FleetDocuments.toYaml(hosts));
      LocalFleet fleet =
          LocalFleet.prepare(
              supervisor,
              products,
              run,
              folders.ownHosts(),
              new FleetShape(services, hosts.hosts().size()));
      int prometheusPort = tellPrometheus(fleet);
      fleet.startBroker();
      fleet.startServices();
      keeper.keep(fleet);
      return record(
          parts(fleet, prometheusOf(fleet, prometheusPort)),
          List.of(),
          hosts.hosts().size(),
          List.of());
    } catch (IOException e) {
      throw new LabException("cannot write below " + run + ": " + e, e);
    }
  }

  /** The port on which Prometheus is to listen, which the fleet is told where it is wanted. */
  private int tellPrometheus(LocalFleet fleet) throws IOException {
    int port = FreePorts.choose(1).getFirst();
    if (rules.isPresent()) {
      fleet.tellPrometheus(port);
    }
    return port;
  }

  /** Prometheus, started where it is wanted. */
  private List<Part> prometheusOf(LocalFleet fleet, int port)
      throws LabException, InterruptedException, IOException {
    if (rules.isEmpty()) {
      return List.of();
    }
    MonitoringPrograms programs =
        MonitoringPrograms.prepare(folders, LabSettings.load(System.getenv()), notes);
    LabPrometheus prometheus =
        LabPrometheus.prepare(supervisor, run, programs, fleet, port, rules.get());
    prometheus.start();
    keeper.keep(Part.PROMETHEUS, prometheus::start);
    return List.of(prometheus.part());
  }

  private static List<Part> parts(LocalFleet fleet, List<Part> further) {
    List<Part> parts = new ArrayList<>(fleet.parts());
    parts.addAll(further);
    return parts;
  }

  private static LocalFleet withBroker(LocalFleet fleet) throws LabException, InterruptedException {
    fleet.startBroker();
    return fleet;
  }

  private static LocalFleet withServices(LocalFleet fleet)
      throws LabException, InterruptedException {
    fleet.startServices();
    return fleet;
  }

  private LabRecord record(
      List<Part> parts, List<String> kernels, int hosts, List<String> unavailable)
      throws IOException {
    LabRecord lab =
        new LabRecord(
            name,
            run.path(),
            supervisor.processId(),
            parts,
            kernels,
            hosts,
            unavailable,
            Instant.now());
    RunningLabs.record(lab);
    return lab;
  }

  private static <T> T result(Future<T> future) throws LabException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof LabException lab) {
        throw lab;
      }
      throw new IllegalStateException("starting a part of the fleet", failed);
    }
  }

  /** From now on the lab outlives this process, until it is ended by its record. */
  public void detach() throws LabException, InterruptedException {
    try {
      run.recordDetached();
    } catch (IOException e) {
      throw new LabException("cannot write below " + run + ": " + e, e);
    }
    supervisor.detach();
    detached = true;
  }

  @Override
  public void close() {
    if (detached) {
      return;
    }
    supervisor.close();
    try {
      run.end();
    } catch (IOException leftForTheNextSweep) {
      // The processes are gone; the next command removes the folder.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
