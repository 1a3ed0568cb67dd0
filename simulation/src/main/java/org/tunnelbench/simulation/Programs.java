package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** What probes run on the hosts: iperf3 at both ends, which print as the real one does. */
final class Programs {
  private static final int KILLED = 143;
  private static final double INTERVAL = 0.5;

  /** Bytes of an interval; what makes 16 Mbit/s. */
  private static final long BYTES = 1_000_000;

  private final Agenda agenda;
  private final Random random;
  private final Invariants invariants;

  /** What listens, by address. */
  private final Map<String, Program> listening = new LinkedHashMap<>();

  private long lastId = 1_000;

  Programs(World world) {
    agenda = world.agenda();
    random = world.random();
    invariants = world.invariants();
  }

  /** A host as a probe's process reaches it. */
  HostAccess on(Host host, Carrying carrying) {
    return new Access(host, carrying);
  }

  private Duration millis(int most) {
    return Duration.ofMillis(1 + random.nextInt(most));
  }

  /** One end. */
  private final class Program implements RunningCommand {
    private final Host host;
    private final List<String> argv;
    private final Consumer<String> lines;
    private final long id = lastId++;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private Optional<Program> peer = Optional.empty();

    Program(Host host, List<String> argv, Consumer<String> lines) {
      this.host = host;
      this.argv = argv;
      this.lines = lines;
    }

    private String after(String option) {
      return argv.get(argv.indexOf(option) + 1);
    }

    private boolean runs() {
      return !exit.isDone();
    }

    void begin(Duration limit) {
      agenda.later(limit, () -> end(StepResult.TIMED_OUT));
      agenda.later(millis(200), argv.contains("-s") ? this::listen : this::connect);
    }

    private void listen() {
      if (runs()) {
        listening.put(after("-B"), this);
        print("Server listening on 5201 (test #1)");
      }
    }

    private void connect() {
      @Nullable Program receiver = listening.remove(after("-c"));
      if (!runs()) {
        return;
      }
      if (receiver == null || !receiver.runs() || !host.isReachable()) {
        print("iperf3: error - unable to connect to server: Connection refused");
        end(1);
        return;
      }
      peer = Optional.of(receiver);
      receiver.peer = Optional.of(this);
      print("[  5] local 198.18.0.1 port 40000 connected to 198.18.0.2 port 5201");
      receiver.print("[  5] local 198.18.0.2 port 5201 connected to 198.18.0.1 port 40000");
      tick(receiver, 1, (int) Math.round(Integer.parseInt(after("-t")) / INTERVAL));
    }

    private void tick(Program receiver, int interval, int intervals) {
      agenda.later(
          Duration.ofMillis((long) (1000 * INTERVAL)),
          () -> {
            if (!runs() || !receiver.runs()) {
              return;
            }
            long retransmits = random.nextInt(40) == 0 ? 3 : 0;
            print(line(interval) + "  %3d   64.0 KBytes".formatted(retransmits));
            receiver.print(line(interval));
            if (interval < intervals) {
              tick(receiver, interval + 1, intervals);
            } else {
              end(0);
              receiver.end(0);
            }
          });
    }

    private static String line(int interval) {
      return String.format(
          Locale.ROOT,
          "[  5] %6.2f-%-6.2f sec  %.0f Bytes  %.0f Kbits/sec",
          (interval - 1) * INTERVAL,
          interval * INTERVAL,
          (double) BYTES,
          BYTES * 8 / INTERVAL / 1000);
    }

    private void print(String line) {
      lines.accept(line);
    }

    /** It ends, and its peer notices. */
    void end(int code) {
      if (!runs()) {
        return;
      }
      listening.values().remove(this);
      exit.complete(code);
      peer.filter(Program::runs)
          .ifPresent(
              other ->
                  agenda.later(
                      millis(300),
                      () -> {
                        if (other.runs()) {
                          other.print("iperf3: error - control socket has closed unexpectedly");
                          other.end(1);
                        }
                      }));
    }

    @Override
    public long processId() {
      return id;
    }

    @Override
    public CompletableFuture<Integer> exitCode() {
      return exit;
    }

    @Override
    public void stop() {
      agenda.later(millis(50), () -> end(KILLED));
    }
  }

  /** What reads counters or times round trips: it says nothing here, and changes nothing. */
  private record Silent() implements RunningCommand {
    @Override
    public long processId() {
      return 1;
    }

    @Override
    public CompletableFuture<Integer> exitCode() {
      return new CompletableFuture<>();
    }

    @Override
    public void stop() {}
  }

  private final class Access implements HostAccess {
    private final Host host;
    private final Carrying carrying;
    private final Map<String, Program> programs = new LinkedHashMap<>();

    Access(Host host, Carrying carrying) {
      this.host = host;
      this.carrying = carrying;
    }

    @Override
    public HostName host() {
      return host.host();
    }

    @Override
    public RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines)
        throws HostUnreachableException {
      // Asked for by threads of their own: those must touch nothing.
      if (!argv.getFirst().equals("iperf3")) {
        return new Silent();
      }
      demandReachable();
      invariants.trafficStarts(
          host.host(),
          argv.contains("-s") ? "receiver" : "sender",
          carrying.now().orElseThrow().attempt());
      Program program = new Program(host, argv, lines);
      programs.put(Long.toString(program.id), program);
      program.begin(limit);
      return program;
    }

    private void demandReachable() throws HostUnreachableException {
      if (!host.isReachable()) {
        throw new HostUnreachableException(host.host(), "the link is cut");
      }
    }

    @Override
    public BatchResult run(Batch batch, Duration limit) throws HostUnreachableException {
      demandReachable();
      List<StepResult> results = new ArrayList<>();
      for (HostStep step : batch.steps()) {
        results.add(
            switch (step) {
              case HostStep.Run run -> answer(run.argv());
              case HostStep.RunUntilItSucceeds run -> answer(run.argv());
              case HostStep.Try run -> answer(run.argv());
              default -> throw new IllegalArgumentException("no probe does " + step);
            });
      }
      return new BatchResult(results);
    }

    private StepResult answer(List<String> argv) {
      return switch (argv.getFirst()) {
        case "iperf3" -> done("iperf 3.12 (cJSON 1.7.15)\n");
        case "pidof" -> {
          List<String> running =
              programs.values().stream()
                  .filter(Program::runs)
                  .map(program -> Long.toString(program.id))
                  .toList();
          yield running.isEmpty() ? new StepResult(1, "", "") : done(String.join(" ", running));
        }
        case "cat" -> {
          Optional<Program> program = running(argv.getLast().split("/", -1)[2]);
          yield program.isEmpty()
              ? new StepResult(1, "", "No such file or directory")
              : done(String.join("\0", program.get().argv) + "\0");
        }
        case "kill" -> {
          running(argv.getLast()).ifPresent(program -> program.end(KILLED));
          yield done("");
        }
        case "test" ->
            running(argv.getLast().split("/", -1)[2]).isEmpty()
                ? done("")
                : new StepResult(1, "", "");
        default -> throw new IllegalArgumentException("no probe asks " + argv);
      };
    }

    private Optional<Program> running(String id) {
      return Optional.ofNullable(programs.get(id)).filter(Program::runs);
    }

    private static StepResult done(String stdout) {
      return new StepResult(0, stdout, "");
    }

    @Override
    public boolean connected() {
      return host.isReachable();
    }

    @Override
    public void close() {}
  }
}
