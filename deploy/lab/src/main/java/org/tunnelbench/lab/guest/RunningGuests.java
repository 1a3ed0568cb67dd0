package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FreePorts;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.Link;
import org.tunnelbench.lab.supervise.LinkEnd;
import org.tunnelbench.lab.supervise.Supervisor;

/** The guests of a run: a pair for each kernel, the sender first. */
public final class RunningGuests {
  /** The resource that all pairs of a lab share: the machine's processors. */
  public static final String SHARED_RESOURCE = "lab";

  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The file of the key that logs in to the guests, in the run's folder of keys. */
  static final String KEY = "client";

  private final Supervisor supervisor;
  private final RunFolder run;
  private final Map<HostName, Cabled> cabled = new LinkedHashMap<>();
  private final FleetDocument fleet;

  private RunningGuests(Supervisor supervisor, RunFolder run, FleetDocument fleet) {
    this.supervisor = supervisor;
    this.run = run;
    this.fleet = fleet;
  }

  /**
   * Starts a pair of guests for each kernel, writes the run's fleet document, and waits until all
   * can be logged in to.
   *
   * @throws LabException where one died, which it names with the end of its log, or cannot be
   *     reached
   */
  public static RunningGuests start(
      PreparedGuests prepared, RunFolder run, Supervisor supervisor, Consumer<String> progress)
      throws LabException, InterruptedException {
    long start = System.nanoTime();
    RunningGuests guests = begin(prepared, run, supervisor);
    guests.awaitReady();
    progress.accept(
        "%d guests ready in %.1f s"
            .formatted(guests.guests().size(), (System.nanoTime() - start) / 1e9));
    return guests;
  }

  /** As {@link #start}, but does not wait: the fleet document is written, and the guests boot. */
  public static RunningGuests begin(PreparedGuests prepared, RunFolder run, Supervisor supervisor)
      throws LabException, InterruptedException {
    try {
      run.recordUses(prepared.folders());
      RunningGuests guests = cable(plan(prepared, run), prepared, run, supervisor);
      for (Cabled guest : guests.cabled.values()) {
        guests.spawn(guest);
      }
      return guests;
    } catch (IOException failed) {
      throw new LabException(
          "Cannot start the guests in " + run + ": " + failed.getMessage(), failed);
    }
  }

  /** Waits until all guests can be logged in to. */
  public void awaitReady() throws LabException, InterruptedException {
    new GuestReadiness(supervisor).await(guests());
  }

  /** The guests, pair by pair. */
  public List<Guest> guests() {
    return cabled.values().stream().map(guest -> guest(guest.plan())).toList();
  }

  /** The document that stands in the run's folder. */
  public FleetDocument fleet() {
    return fleet;
  }

  /** Ends a guest at once, as a crash would; its network stays, and it can be started again. */
  public void crash(HostName name) throws LabException, InterruptedException {
    supervisor.kill(known(name).plan().name().value(), "KILL");
  }

  /** Starts a guest again that runs or has ended, with the keys and addresses that it had. */
  public void restart(HostName name) throws LabException, InterruptedException {
    Cabled guest = known(name);
    supervisor.stop(name.value(), GRACE);
    supervisor.stop(guest.plan().forwarderName(), GRACE);
    try {
      // A name that is still there would be changed silently.
      FileTree.delete(guest.plan().folder().resolve("uml"));
      Files.deleteIfExists(run.log(name.value()));
    } catch (IOException failed) {
      throw new LabException("Cannot start " + name + " again: " + failed.getMessage(), failed);
    }
    spawn(guest);
    awaitReady(name);
  }

  /** Waits until a guest can be logged in to. */
  public void awaitReady(HostName name) throws LabException, InterruptedException {
    new GuestReadiness(supervisor).await(List.of(guest(known(name).plan())));
  }

  private static List<GuestPlan> plan(PreparedGuests prepared, RunFolder run)
      throws IOException, LabException {
    int count = prepared.kernels().size() * 2;
    Path memory =
        GuestMemory.choose(count, System.getenv())
            .orElseThrow(
                () ->
                    new LabException(
                        ("Neither $TMPDIR nor /dev/shm nor /tmp has %d MiB of room for the memory"
                                + " of %d guests and lets files be executed. Name a folder as TMPDIR"
                                + " that has, or choose fewer kernels with --kernels.")
                            .formatted(GuestMemory.needed(count) >> 20, count)));
    Iterator<Integer> ports = FreePorts.choose(count).iterator();
    List<GuestPlan> plans = new ArrayList<>();
    for (Kernel kernel : prepared.kernels()) {
      for (String end : List.of("a", "b")) {
        HostName name = new HostName("linux-" + kernel.series() + "-" + end);
        plans.add(
            new GuestPlan(
                name,
                plans.size() + 1,
                kernel,
                prepared.tree(),
                run.guests().resolve(name.value()),
                memory,
                ports.next()));
      }
    }
    return plans;
  }

  private static RunningGuests cable(
      List<GuestPlan> plans, PreparedGuests prepared, RunFolder run, Supervisor supervisor)
      throws IOException, LabException, InterruptedException {
    SshKeys keys = new SshKeys(prepared.tree());
    Path clientKey = run.keys().resolve(KEY);
    String client = keys.makeClientKey(clientKey);
    List<HostEntry> hosts = new ArrayList<>();
    List<PairEntry> pairs = new ArrayList<>();
    for (GuestPlan plan : plans) {
      Files.createDirectories(plan.own());
      Files.createSymbolicLink(plan.folder().resolve(Kernel.LIBRARIES), plan.kernel().libraries());
      Files.writeString(plan.own().resolve("authorized_keys"), client + "\n");
      if (prepared.ipsecTools().isPresent()) {
        prepared.ipsecTools().get().copyInto(plan.own());
      }
      String hostKey = keys.makeHostKey(plan.own().resolve("hostkey"));
      hosts.add(entry(plan, clientKey, hostKey));
    }
    for (int first = 0; first < plans.size(); first += 2) {
      pairs.add(
          new PairEntry(
              plans.get(first).name(),
              plans.get(first + 1).name(),
              Optional.of(SHARED_RESOURCE),
              true));
    }
    FleetDocument fleet = new FleetDocument(hosts, pairs);
    Files.writeString(run.fleetFile(), FleetDocuments.toYaml(fleet));
    RunningGuests guests = new RunningGuests(supervisor, run, fleet);
    for (int first = 0; first < plans.size(); first += 2) {
      Link data = supervisor.link();
      guests.add(plans.get(first), data.first());
      guests.add(plans.get(first + 1), data.second());
    }
    return guests;
  }

  private static HostEntry entry(GuestPlan plan, Path clientKey, String hostKey) {
    return new HostEntry(
        plan.name(),
        HostKind.SSH,
        plan.underlay(),
        Optional.of(
            SshEntry.byKey("127.0.0.1", plan.sshPort(), "root", clientKey.toString(), hostKey)),
        Optional.empty(),
        labels(plan.kernel()));
  }

  private static Map<String, String> labels(Kernel kernel) {
    Map<String, String> labels = new HashMap<>();
    labels.put("kernel", kernel.series());
    labels.put("suite", kernel.suite());
    if (HostEntry.isLabelWord(kernel.build())) {
      labels.put(HostEntry.KERNEL_BUILD, kernel.build());
    }
    return labels;
  }

  private void add(GuestPlan plan, LinkEnd data) throws LabException, InterruptedException {
    cabled.put(plan.name(), new Cabled(plan, data, supervisor.link()));
  }

  private void spawn(Cabled guest) throws LabException, InterruptedException {
    GuestPlan plan = guest.plan();
    supervisor.spawn(plan.forwarder(guest.management().second(), run.log(plan.forwarderName())));
    supervisor.spawn(
        plan.guest(guest.data(), guest.management().first(), run.log(plan.name().value())));
  }

  private Guest guest(GuestPlan plan) {
    return new Guest(fleet.host(plan.name()), plan.kernel(), run.log(plan.name().value()));
  }

  private Cabled known(HostName name) {
    Cabled found = cabled.get(name);
    if (found == null) {
      throw new InvalidValueException("guest", name, "must be one of " + cabled.keySet());
    }
    return found;
  }

  private record Cabled(GuestPlan plan, LinkEnd data, Link management) {}
}
