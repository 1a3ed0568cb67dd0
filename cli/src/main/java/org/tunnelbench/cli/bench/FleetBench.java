package org.tunnelbench.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.lab.HostsReady;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.Part;
import org.tunnelbench.lab.fleet.PartProcesses;

/**
 * A broker and a controller, as real as they are, with a large fleet whose agents and probes are
 * played: how much they carry, and how fast they answer meanwhile.
 */
final class FleetBench implements AutoCloseable {
  static final String NAME = "fleet";

  private static final String CONTROLLER = "controller";

  /** How many experiments are in progress at a time. */
  private static final int OPEN = 2;

  /** How many trials are left in the record: whatever is more is deleted as it ends. */
  private static final int MOST_KEPT = 30_000;

  /** How often the controller is asked for something beside. */
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

  /** One that has just begun to orchestrate says for a moment that it is to be asked again. */
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(30);

  private static final Duration LONGEST_RESTART = Duration.ofMinutes(3);
  private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(30);
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final double MEGABYTE = 1e6;
  private static final long KIBIBYTE = 1024;

  private final LabRecord lab;
  private final FleetSize size;
  private final Duration longest;
  private final ControllerClient controller;
  private final PlayedFleet played;
  private final Transitions transitions;
  private final Deque<String> unsubmitted;
  private final List<ExperimentId> open = new ArrayList<>();
  private final Deque<ExperimentSummary> kept = new ArrayDeque<>();
  private final List<Double> posts = new ArrayList<>();
  private final List<Double> reads = new ArrayList<>();
  private final List<FleetResult.Heap> heap = new ArrayList<>();
  private Optional<ExperimentId> single = Optional.empty();
  private int singles;

  /**
   * @param lab of broker and controller alone
   * @param longest after which what has not ended is left
   */
  FleetBench(LabRecord lab, FleetSize size, Duration longest) throws Exception {
    this.lab = lab;
    this.size = size;
    this.longest = longest;
    controller = ControllerClient.of(lab).patient(LONGEST_AWAY);
    unsubmitted = new ArrayDeque<>(size.documents());
    transitions = new Transitions(lab.bootstrapServers());
    played = new PlayedFleet(lab.bootstrapServers(), size.fleet());
  }

  /**
   * @param startSeconds that the lab took
   */
  FleetResult.Measured measure(double startSeconds) throws Exception {
    HostsReady.await(controller, size.hosts());
    lookAtHeap();
    Duration brokerBefore = processorTime(process(Part.BROKER));
    Duration controllerBefore = processorTime(controllerProcess());
    Duration playedBefore = processorTime(ProcessHandle.current());
    long start = System.nanoTime();
    long deadline = start + longest.toNanos();
    long nextProbe = start;
    while ((!unsubmitted.isEmpty() || !open.isEmpty()) && System.nanoTime() < deadline) {
      transitions.read(BETWEEN_PROBES);
      if (System.nanoTime() >= nextProbe) {
        probe();
        nextProbe = System.nanoTime() + BETWEEN_PROBES.toNanos();
      }
    }
    double seconds = seconds(start);
    FleetResult.Processors processors =
        new FleetResult.Processors(
            busy(process(Part.BROKER), brokerBefore, seconds),
            busy(controllerProcess(), controllerBefore, seconds),
            busy(ProcessHandle.current(), playedBefore, seconds));
    readAll();
    double resident = residentMegabytes();
    return new FleetResult.Measured(
        size,
        startSeconds,
        seconds,
        size.planned() + singles,
        transitions.ended(),
        transitions.count(),
        FleetResult.Latency.of(posts),
        FleetResult.Latency.of(reads),
        transitions.ended() / seconds,
        transitions.count() / seconds,
        heap,
        FleetResult.Heap.kilobytesPerTrial(heap),
        resident,
        processors,
        restart(),
        controller.experiments().stream().mapToInt(FleetBench::trials).sum());
  }

  private void readAll() {
    long before;
    do {
      before = transitions.count();
      transitions.read(BETWEEN_PROBES);
    } while (transitions.count() > before);
  }

  /** Submits what there is room for, and measures how fast that, and a look, is answered. */
  private void probe() throws Exception {
    for (ExperimentId id : List.copyOf(open)) {
      ExperimentSummary summary = read(id);
      if (summary.state() != ExperimentState.RUNNING) {
        open.remove(id);
        keep(summary);
      }
    }
    if (open.size() < OPEN && !unsubmitted.isEmpty()) {
      open.add(controller.submit(unsubmitted.remove(), UUID.randomUUID().toString()).id());
      lookAtHeap();
    } else if (single.isEmpty() || read(single.get()).state() != ExperimentState.RUNNING) {
      long asked = System.nanoTime();
      single = Optional.of(controller.submit(size.single(), UUID.randomUUID().toString()).id());
      posts.add(millis(asked));
      singles++;
    }
  }

  /** What is in use once the garbage is collected, which holds the controller up for a moment. */
  private void lookAtHeap() throws Exception {
    StepResult said =
        LocalProcess.run(
            LocalCommand.of(JCMD.toString(), Long.toString(controllerProcess().pid()), "GC.run"),
            LONGEST_COLLECTION);
    if (!said.succeeded()) {
      throw new FailedException("the controller's garbage cannot be collected: " + said.stderr());
    }
    double megabytes = controller.gauge("jvm_memory_used_bytes", "area=\"heap\"") / MEGABYTE;
    List<ExperimentSummary> known = controller.experiments();
    int unended =
        known.stream()
            .flatMap(experiment -> experiment.trials().entrySet().stream())
            .filter(trials -> !trials.getKey().isFinal())
            .mapToInt(Map.Entry::getValue)
            .sum();
    heap.add(
        new FleetResult.Heap(
            unended, known.stream().mapToInt(FleetBench::trials).sum(), megabytes));
  }

  private ExperimentSummary read(ExperimentId id)
      throws ControllerException, RefusedException, InterruptedException {
    long asked = System.nanoTime();
    ExperimentSummary summary = controller.experiment(id);
    reads.add(millis(asked));
    return summary;
  }

  private void keep(ExperimentSummary ended) throws Exception {
    kept.addLast(ended);
    int trials = kept.stream().mapToInt(FleetBench::trials).sum();
    while (trials > MOST_KEPT) {
      ExperimentSummary oldest = kept.remove();
      trials -= trials(oldest);
      controller.delete(oldest.id());
    }
  }

  private static int trials(ExperimentSummary experiment) {
    return experiment.trials().values().stream().mapToInt(Integer::intValue).sum();
  }

  private Part part(String name) {
    return lab.parts().stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  private Optional<ProcessHandle> found(String name) {
    OptionalLong process = PartProcesses.of(lab).processId(part(name));
    return process.isEmpty() ? Optional.empty() : ProcessHandle.of(process.getAsLong());
  }

  private ProcessHandle process(String name) throws FailedException {
    return found(name)
        .orElseThrow(
            () ->
                new FailedException(
                    "%s does not run; its log is %s".formatted(name, part(name).log())));
  }

  private ProcessHandle controllerProcess() throws FailedException {
    return process(CONTROLLER);
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double busy(ProcessHandle process, Duration before, double seconds) {
    return processorTime(process).minus(before).toMillis() / 1e3 / seconds;
  }

  /** As proc(5) tells in VmRSS, which counts KiB. */
  private double residentMegabytes() throws IOException, FailedException {
    Path status = Path.of("/proc", Long.toString(controllerProcess().pid()), "status");
    try (var lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
              .sum()
          / MEGABYTE;
    }
  }

  /** Kills the controller, which the lab starts again; answers how long the new one took. */
  private double restart() throws Exception {
    ProcessHandle killed = controllerProcess();
    killed.destroyForcibly();
    killed.onExit().get();
    long start = System.nanoTime();
    while (found(CONTROLLER).isEmpty() || !controller.ready()) {
      if (System.nanoTime() - start > LONGEST_RESTART.toNanos()) {
        throw new FailedException(
            "the controller was not ready within %d s; its log is %s"
                .formatted(LONGEST_RESTART.toSeconds(), part(CONTROLLER).log()));
      }
      transitions.read(Duration.ofMillis(20));
    }
    return seconds(start);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  @Override
  public void close() {
    played.close();
    transitions.close();
  }
}
