package org.tunnelbench.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.experiment.EndpointSpecs;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialState;

/** A fleet, its users and its mishaps, drawn from one seed. */
final class SimulatedFleet {
  /** Experiments that every seed, or every other, has. */
  static final ExperimentId FIRST = new ExperimentId("aaaaaaaaaaaa");

  static final ExperimentId SECOND = new ExperimentId("bbbbbbbbbbbb");

  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(1);

  /** Faults happen within this time; the fleet then comes to rest. */
  private static final int FAULTS_MILLIS = 100_000;

  /** What hosts, agents and timers may still do after the last trial has ended. */
  private static final Duration AFTERMATH = Duration.ofMinutes(3);

  private static final Duration END_OF_TIME = Duration.ofHours(3);

  private final World world;
  private final Agenda agenda;
  private final Random random;
  private final Invariants invariants;
  private final FleetDocument fleet;
  private final Map<HostName, Host> hosts = new LinkedHashMap<>();
  private final List<ControllerProcess> controllers = new ArrayList<>();
  private final List<Part> processes = new ArrayList<>();

  /** By command topic, who reads it. */
  private final Map<String, Part> readers = new LinkedHashMap<>();

  private int requestsOpen;
  private Optional<Instant> rests = Optional.empty();

  /**
   * @param folder for the state of agents and probes; used by no other
   */
  SimulatedFleet(long seed, Defect defect, Path folder) {
    agenda = new Agenda();
    random = new Random(seed);
    invariants = new Invariants(agenda);
    world =
        new World(
            agenda,
            random,
            new MemoryLog(agenda::now, defect != Defect.NO_FENCING),
            invariants,
            defect);
    fleet = fleet();
    world.log().listen(this::kept);
    Programs programs = new Programs(world);
    for (HostEntry entry : fleet.hosts()) {
      Host host = new Host(world, entry);
      hosts.put(entry.name(), host);
      String name = entry.name().value();
      AgentProcess agent = new AgentProcess(world, host, folder.resolve(name + "-agent"));
      ProbeProcess probe = new ProbeProcess(world, host, programs, folder.resolve(name + "-probe"));
      processes.add(agent);
      processes.add(probe);
      readers.put(Topic.commands(entry.name()).name(), agent);
      readers.put(Topic.probeCommands(entry.name()).name(), probe);
    }
    Election election = new Election(world);
    for (int number = 1 + random.nextInt(3); number > 0; number--) {
      controllers.add(
          new ControllerProcess(
              world,
              election,
              fleet.hosts().stream().map(HostEntry::name).toList(),
              new EndpointSpecs(fleet, new SeededRandom(random.nextLong()))));
    }
    processes.addAll(controllers);
  }

  private FleetDocument fleet() {
    List<HostEntry> entries = new ArrayList<>();
    List<PairEntry> pairs = new ArrayList<>();
    int pairCount = 1 + random.nextInt(2);
    Optional<String> shared = random.nextBoolean() ? Optional.of("lab") : Optional.empty();
    for (int number = 0; number < pairCount; number++) {
      HostEntry first = entry("host-" + number + "a", 2 * number + 1);
      HostEntry second = entry("host-" + number + "b", 2 * number + 2);
      entries.addAll(List.of(first, second));
      pairs.add(new PairEntry(first.name(), second.name(), shared));
    }
    return new FleetDocument(entries, pairs);
  }

  private static HostEntry entry(String name, int address) {
    return new HostEntry(
        new HostName(name),
        HostKind.SSH,
        new Ipv4Address("10.0.0." + address),
        Optional.of(SshEntry.byKey("192.0.2." + address, 22, "root", "/key", "ssh-ed25519 AAAA")),
        Optional.empty(),
        Map.of());
  }

  private void kept(Log.Write write) {
    if (Invariants.concerns(write.topic())) {
      invariants.kept(write);
    }
    @Nullable Part reader = readers.get(write.topic());
    if (reader != null) {
      reader.wake();
    }
  }

  long steps() {
    return agenda.steps();
  }

  Map<TrialId, TrialState> states() {
    return invariants.states();
  }

  /** Runs until all is over and at rest, and checks what must hold then. */
  void run() throws InterruptedException {
    submitLater(FIRST);
    if (random.nextBoolean()) {
      submitLater(SECOND);
    }
    planFaults();
    while (!isOver()) {
      agenda.step();
      invariants.check();
      Violation.unless(
          agenda.now().isBefore(Agenda.START.plus(END_OF_TIME)),
          "it does not end within %s: %d requests are open, and %s"
              .formatted(END_OF_TIME, requestsOpen, invariants.open()));
    }
    invariants.everyTrialHasEnded();
    Violation.unless(
        controllers.stream().anyMatch(ControllerProcess::areAllLeasesFree), "all leases are free");
    hosts.values().forEach(Host::checkAtTheEnd);
    invariants.check();
  }

  private boolean isOver() {
    if (requestsOpen > 0 || !invariants.allEnded()) {
      rests = Optional.empty();
      return false;
    }
    if (rests.isEmpty()) {
      rests = Optional.of(agenda.now());
    }
    Instant end = rests.get().plus(AFTERMATH);
    return agenda.now().isAfter(end)
        && agenda.now().isAfter(Agenda.START.plus(AFTERMATH).plusMillis(FAULTS_MILLIS))
        && agenda.now().isAfter(agenda.faultsEnd().plus(AFTERMATH))
        && controllers.stream().anyMatch(controller -> controller.chronicle().isPresent());
  }

  private void submitLater(ExperimentId id) {
    requestsOpen++;
    agenda.later(Duration.ofMillis(3_000L + random.nextInt(40_000)), () -> submit(id));
  }

  private void submit(ExperimentId id) {
    for (ControllerProcess controller : controllers) {
      Optional<Chronicle> chronicle = controller.chronicle();
      if (chronicle.isPresent() && submitted(controller, chronicle.get(), id)) {
        requestsOpen--;
        if (world.oneIn(5)) {
          requestsOpen++;
          agenda.later(world.upTo(60_000), () -> cancel(id));
        }
        return;
      }
    }
    agenda.later(BEFORE_ASKING_AGAIN, () -> submit(id));
  }

  private boolean submitted(ControllerProcess controller, Chronicle chronicle, ExperimentId id) {
    if (chronicle.experiment(id).isPresent()) {
      return true;
    }
    Map<HostName, HostStatus> statuses =
        chronicle.hosts().stream()
            .map(Chronicle.Heard::status)
            .collect(Collectors.toMap(HostStatus::host, status -> status));
    if (!fleet.hosts().stream()
        .allMatch(
            entry ->
                Optional.ofNullable(statuses.get(entry.name()))
                    .flatMap(HostStatus::facts)
                    .isPresent())) {
      return false;
    }
    try {
      ExperimentDocument document =
          ExperimentDocuments.parse(
              """
              name: simulated
              blocks:
                - {tunnel: [%s], inner: [direct], protection: [%s], mtu: [1300]}
              traffic: {tool: iperf3, seconds: 2, interval: 0.5}
              repetitions: 2
              seed: %d
              """
                  .formatted(
                      random.nextBoolean() ? "gretap, ipip" : "gre",
                      world.oneIn(3) ? "none, esp/null/hmac-md5" : "none",
                      1 + random.nextInt(1_000)));
      ExperimentRecord experiment =
          ExperimentRecord.submitted(
              id,
              document,
              "fingerprint",
              ExperimentPlanner.plan(document, fleet, statuses),
              agenda.now());
      return controller.ask(orchestrator -> orchestrator.accept(experiment, agenda.now()));
    } catch (InvalidDocumentException e) {
      throw new Violation("the document is planned: " + e.getMessage(), e);
    }
  }

  private void cancel(ExperimentId id) {
    for (ControllerProcess controller : controllers) {
      if (controller.chronicle().flatMap(known -> known.experiment(id)).isPresent()
          && controller.ask(orchestrator -> orchestrator.cancel(id, agenda.now()))) {
        requestsOpen--;
        return;
      }
    }
    agenda.later(BEFORE_ASKING_AGAIN, () -> cancel(id));
  }

  private void planFaults() {
    for (int fault = random.nextInt(16); fault > 0; fault--) {
      agenda.later(Duration.ofMillis(random.nextInt(FAULTS_MILLIS)), this::fault);
    }
  }

  private void fault() {
    Part process = processes.get(random.nextInt(processes.size()));
    Host host = List.copyOf(hosts.values()).get(random.nextInt(hosts.size()));
    // Beside whatever else happens; it is the agent's key that was stolen, and the agent goes on.
    new Thief(world, host.host()).forge(hosts.keySet());
    switch (random.nextInt(8)) {
      case 0, 1 -> process.kill();
      case 2 -> process.pause();
      case 3 -> process.cutOff();
      case 4 -> process.fillDisk();
      case 5 -> host.cut(world.upTo(60_000));
      case 6 -> host.restart();
      default -> controllers.get(random.nextInt(controllers.size())).pause();
    }
  }
}
