package org.tunnelbench.hostagent.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.TrialSecret;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.apply.EndpointPlanner;
import org.tunnelbench.hostagent.apply.HostWork;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.facts.FactsQuestions;
import org.tunnelbench.hostagent.facts.LoadedModules;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.setting.Setting;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.lab.guest.LabForTests;

/**
 * Two guests of one kernel:
 *
 * <pre>
 *   a ══ underlay ══ b
 * </pre>
 */
final class GuestPair implements AutoCloseable {
  /** How often the other end is pinged while the underlay is looked at. */
  static final int PINGS = 5;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The secret is given to the planner as it is. */
  private static final String NOT_LOOKED_AT = "bm90IGxvb2tlZCBhdA==";

  private final List<HostEntry> entries;
  private final List<HostAccess> accesses;
  private final Map<Integer, HostFacts> known = new HashMap<>();

  GuestPair(String series) {
    entries = LabForTests.pair(series).hosts();
    accesses = entries.stream().map(HostAccesses::open).toList();
  }

  /** One end of an attempt, and what stood on its host before. */
  record End(HostAccess access, HostFacts facts, EndpointSpec spec, Plan plan, JournalEntry entry) {
    HostWork work() {
      return new HostWork(access, facts);
    }
  }

  /** Both ends of an attempt, planned by the guests' facts as somebody changes them. */
  List<End> plan(Levels levels, int place, UnaryOperator<HostFacts> facts) throws Exception {
    Optional<TrialSecret> secret = Examples.secret(levels);
    return List.of(end(0, levels, place, facts, secret), end(1, levels, place, facts, secret));
  }

  /** The same with a secret of its own for each end. */
  List<End> plan(
      Levels levels, int place, UnaryOperator<HostFacts> facts, List<? extends TrialSecret> secrets)
      throws Exception {
    return List.of(
        end(0, levels, place, facts, Optional.of(secrets.getFirst())),
        end(1, levels, place, facts, Optional.of(secrets.getLast().mirrored())));
  }

  /** Sets both ends up at the same time, each proving that the other answers. */
  List<Proved> setUp(List<End> ends) {
    List<CompletableFuture<Proved>> proved =
        ends.stream().map(end -> CompletableFuture.supplyAsync(() -> apply(end))).toList();
    return proved.stream().map(CompletableFuture::join).toList();
  }

  private static Proved apply(End end) {
    try {
      return end.work().apply(end.plan(), Optional.empty(), LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CompletionException(interrupted);
    } catch (Exception failed) {
      throw new CompletionException(failed);
    }
  }

  /** Takes both ends down; what is wrong on the guests then. */
  List<Undone> takeDown(List<End> ends) throws Exception {
    return List.of(
        ends.getFirst().work().undo(ends.getFirst().entry()),
        ends.getLast().work().undo(ends.getLast().entry()));
  }

  /**
   * What both ends send over the underlay of tunnels and of ESP, a line for each packet, while the
   * first pings the other through the tunnel {@value #PINGS} times. What they receive is not looked
   * at: the kernel shows a packet that it took out of ESP in tunnel mode as received once more.
   */
  List<String> sentOverTheUnderlay(List<End> ends) throws Exception {
    List<Capture> captures = List.of(Capture.of(ends.getFirst()), Capture.of(ends.getLast()));
    run(
        "ping",
        "-q",
        "-c",
        Integer.toString(PINGS),
        "-i",
        "0.05",
        ends.getFirst().spec().trafficPeer().value());
    List<String> sent = new ArrayList<>();
    for (Capture capture : captures) {
      sent.addAll(capture.end(PINGS));
    }
    return sent;
  }

  /** A tcpdump that runs. */
  private record Capture(RunningCommand command, BlockingQueue<String> lines) {
    static Capture of(End end) throws Exception {
      BlockingQueue<String> lines = new LinkedBlockingQueue<>();
      RunningCommand command =
          end.access()
              .start(
                  List.of(
                      "tcpdump",
                      "-lntQout",
                      "-i",
                      end.facts().underlayInterface(),
                      "ip proto 4 or ip proto 47 or ip proto 50"),
                  LIMIT,
                  lines::add);
      Capture capture = new Capture(command, lines);
      while (!capture.next().startsWith("listening on")) {}
      return capture;
    }

    private String next() throws InterruptedException {
      return Objects.requireNonNull(
          lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "tcpdump says nothing more");
    }

    /** The packets, of which so many must come. */
    List<String> end(int fewest) throws Exception {
      List<String> packets = new ArrayList<>();
      while (packets.size() < fewest) {
        packets.add(next());
      }
      command.stop();
      command.exitCode().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      lines.drainTo(packets);
      packets.removeIf(packet -> !packet.startsWith("IP "));
      return packets;
    }
  }

  /** Runs a command on the first guest. */
  StepResult run(String... argv) throws Exception {
    return accesses
        .getFirst()
        .run(new Batch(List.of(new HostStep.Run(List.of(argv))), Batch.WhenOneFails.STOP), LIMIT)
        .results()
        .getFirst();
  }

  /** Waits until a command succeeds on the first guest. */
  void awaitSuccess(String... argv) throws Exception {
    HostStep step = new HostStep.RunUntilItSucceeds(List.of(argv), 300, Duration.ofMillis(100));
    accesses.getFirst().run(new Batch(List.of(step), Batch.WhenOneFails.STOP), LIMIT);
  }

  private HostFacts knownFacts(int guest) throws Exception {
    if (!known.containsKey(guest)) {
      known.put(guest, facts(guest));
    }
    return Objects.requireNonNull(known.get(guest));
  }

  /** Runs a command on the first guest that must succeed. */
  void succeed(String... argv) throws Exception {
    StepResult result = run(argv);
    if (!result.succeeded()) {
      throw new IllegalStateException(String.join(" ", argv) + ": " + result);
    }
  }

  /** Writes a file on the first guest. */
  void write(String path, String content) throws Exception {
    carryOut(List.of(new HostStep.Write(path, 0600, content)));
  }

  /** Waits on the first guest until a command succeeds. */
  void await(String... argv) throws Exception {
    carryOut(List.of(new HostStep.RunUntilItSucceeds(List.of(argv), 200, Duration.ofMillis(100))));
  }

  /** Carries steps out on the first guest, all of which must succeed. */
  void carryOut(List<HostStep> steps) throws Exception {
    List<StepResult> results =
        accesses.getFirst().run(new Batch(steps, Batch.WhenOneFails.STOP), LIMIT).results();
    if (results.size() != steps.size() || !results.stream().allMatch(StepResult::succeeded)) {
      throw new IllegalStateException("of %s: %s".formatted(steps, results));
    }
  }

  /** The facts of a guest. */
  HostFacts facts(int guest) throws Exception {
    return FactsQuestions.read(
            entries.get(guest),
            accesses.get(guest).run(FactsQuestions.batch(), LIMIT),
            LoadedModules.NONE,
            "")
        .facts();
  }

  private End end(
      int guest,
      Levels levels,
      int place,
      UnaryOperator<HostFacts> change,
      Optional<TrialSecret> secret)
      throws Exception {
    HostFacts facts = change.apply(knownFacts(guest));
    EndpointSpec spec = spec(guest, levels, place);
    HostAccess access = accesses.get(guest);
    HostState before = new HostWork(access, facts).look(Setting.watched(spec, facts));
    Plan plan =
        EndpointPlanner.plan(
            spec,
            facts,
            guest == 0 ? secret : secret.map(TrialSecret::mirrored),
            before.settings());
    return new End(
        access,
        facts,
        spec,
        plan,
        JournalEntry.of(plan, "digest", Optional.empty(), before.lines()));
  }

  private EndpointSpec spec(int guest, Levels levels, int place) {
    HostEntry here = entries.get(guest);
    HostEntry there = entries.get(1 - guest);
    boolean tunnelled = levels.tunnel() != TunnelKind.NONE;
    long spi = 0x10000000L + 2L * place;
    return new EndpointSpec(
        Examples.attempt(place, 1),
        here.name(),
        there.name(),
        levels,
        here.underlay(),
        there.underlay(),
        tunnelled
            ? Optional.of(Ipv4Network.parse(guest == 0 ? "198.18.0.1/30" : "198.18.0.2/30"))
            : Optional.empty(),
        tunnelled
            ? Optional.of(new Ipv4Address(guest == 0 ? "198.18.0.2" : "198.18.0.1"))
            : Optional.empty(),
        levels.isProtected()
            ? Optional.of(
                levels.keying().negotiates()
                    ? new EspSpec.Ike(NOT_LOOKED_AT)
                    : new EspSpec.Manual(spi + guest, spi + 1 - guest, NOT_LOOKED_AT))
            : Optional.empty(),
        Duration.ofSeconds(60));
  }

  /** Facts with another kernel and other tools than the guest's own. */
  static UnaryOperator<HostFacts> as(String kernelRelease, Map<String, String> tools) {
    return facts ->
        new HostFacts(
            facts.host(),
            kernelRelease,
            facts.kernelBuild(),
            tools,
            facts.modules(),
            facts.loadedModules(),
            facts.fallbackDevices(),
            facts.cryptoDrivers(),
            facts.underlay(),
            facts.underlayInterface(),
            facts.underlayMtu(),
            facts.publicKey());
  }

  @Override
  public void close() {
    accesses.forEach(HostAccess::close);
  }
}
