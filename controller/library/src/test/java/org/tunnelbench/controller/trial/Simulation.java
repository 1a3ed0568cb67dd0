package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialConditions;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.analysis.enough.TrialLength;

/**
 * A controller, its hosts and its topics in one thread and in simulated time. Hosts die and come
 * back, messages come late, twice or never, experiments are deleted when they have ended, and the
 * controller is killed at any moment, before or after what it decided was written, and is away for
 * a moment or for long.
 */
final class Simulation implements SimulatedHost.Surroundings {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration AGENTS_REPEAT = Duration.ofSeconds(45);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(200);
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(1);

  /** What hosts may still say after the last trial has ended. */
  private static final Duration AFTERMATH = Duration.ofSeconds(10);

  /** Longer than anybody waits for a host. */
  private static final int LONGEST_ABSENCE_SECONDS = 120;

  private static final Duration END_OF_TIME = Duration.ofHours(6);

  private final Random random;
  private final SimulatedTopics topics = new SimulatedTopics();
  private final Map<HostName, SimulatedHost> hosts = new LinkedHashMap<>();
  private final List<PairEntry> pairs = new ArrayList<>();
  private final PriorityQueue<Scheduled> agenda =
      new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::number));
  private final Map<Attempt, Traffic> traffic = new HashMap<>();
  private final List<ExperimentId> experiments = new ArrayList<>();
  private final Map<ExperimentId, Integer> repeats = new HashMap<>();
  private final ExperimentDocument document;
  private Instant now = Samples.NOON;
  private long scheduled;
  private Orchestrator orchestrator;
  private boolean up = true;

  /** Whether what came while nobody read is being read. */
  private boolean behind;

  private int requestsOpen;
  private Optional<Instant> allEnded = Optional.empty();

  /** What runs between a pair, until it is over. */
  private record Traffic(PairEntry pair, Instant begin, Duration interval, int intervals) {
    int until(Instant time) {
      long passed = Duration.between(begin, time).toMillis() / interval.toMillis();
      return (int) Math.min(intervals, passed);
    }
  }

  private record Scheduled(Instant at, long number, Runnable action) {}

  Simulation(long seed) {
    random = new Random(seed);
    int pairCount = 1 + random.nextInt(3);
    boolean shared = random.nextBoolean();
    document = random.nextInt(6) == 0 ? Samples.adaptive() : Samples.document();
    for (int number = 0; number < pairCount; number++) {
      pairs.add(
          Samples.pair(
              "host-" + number + "a",
              "host-" + number + "b",
              shared ? Optional.of("lab") : Optional.empty()));
    }
    for (PairEntry pair : pairs) {
      for (HostName name : List.of(pair.sender(), pair.receiver())) {
        hosts.put(name, new SimulatedHost(name, random, this));
      }
    }
    orchestrator = start();
  }

  private Orchestrator start() {
    return new Orchestrator(
        topics.chronicle(), topics.ends(), Samples.PLANNER, Patience.DEFAULT, now);
  }

  /** How many attempts were not counted in all. */
  int repeats() {
    return repeats.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Runs until every experiment has ended, checks what must hold then, and tells the ends. */
  List<Outcome> run() {
    hosts.keySet().forEach(this::speakForEver);
    submitLater(new ExperimentId("aaaaaaaaaaaa"), 0);
    submitLater(new ExperimentId("bbbbbbbbbbbb"), 60_000);
    planFaults();
    later(TICK, this::tick);
    while (!isOver()) {
      Scheduled next = agenda.remove();
      now = next.at();
      assertThat(Duration.between(Samples.NOON, now)).as("it ends").isLessThan(END_OF_TIME);
      next.action().run();
    }
    return checkEnd();
  }

  private void submitLater(ExperimentId id, int mostMillis) {
    experiments.add(id);
    later(
        Duration.ofMillis(1 + random.nextInt(mostMillis + 1)),
        () -> {
          ExperimentRecord submitted = Samples.experiment(document, id, pairs, now);
          untilWritten(() -> orchestrator.accept(submitted, now));
        });
    if (random.nextInt(5) == 0) {
      later(
          Duration.ofMillis(61_000 + random.nextInt(60_000)),
          () -> untilWritten(() -> orchestrator.cancel(id, now)));
    }
  }

  private void planFaults() {
    for (int fault = random.nextInt(3); fault > 0; fault--) {
      SimulatedHost host = List.copyOf(hosts.values()).get(random.nextInt(hosts.size()));
      int death = random.nextInt(120_000);
      later(Duration.ofMillis(death), host::die);
      later(Duration.ofMillis(death + 1_000L + random.nextInt(60_000)), host::comeBack);
    }
    for (int restart = random.nextInt(8); restart > 0; restart--) {
      later(Duration.ofMillis(random.nextInt(120_000)), this::die);
    }
  }

  private void speakForEver(HostName host) {
    SimulatedHost simulated = hostCalled(host);
    status(host, simulated.isAlive());
    later(AGENTS_REPEAT, () -> speakForEver(host));
  }

  private void tick() {
    if (up && hasCaughtUp()) {
      write(orchestrator.tick(now));
    }
    later(TICK, this::tick);
  }

  /** What a user asks for is asked for again until it was written. */
  private void untilWritten(Request request) {
    requestsOpen++;
    ask(request);
  }

  private void ask(Request request) {
    if (up && write(request.effects())) {
      requestsOpen--;
    } else {
      later(BEFORE_ASKING_AGAIN, () -> ask(request));
    }
  }

  private interface Request {
    List<Effect> effects();
  }

  /** Writes all or, where the controller is killed, nothing; whether it was written. */
  private boolean write(List<Effect> effects) {
    if (!effects.isEmpty() && random.nextInt(50) == 0) {
      die();
      return false;
    }
    for (Effect effect : effects) {
      topics.write(effect);
      deliver(effect);
    }
    if (!effects.isEmpty() && random.nextInt(50) == 0) {
      die();
    }
    return true;
  }

  private void deliver(Effect effect) {
    Duration delay = Duration.ofMillis(1 + random.nextInt(50));
    if (effect instanceof Effect.WriteExperiment write) {
      perhapsDelete(write.experiment());
    } else if (effect instanceof Effect.AskAgent ask) {
      HostCommand command = ask.command();
      later(delay, () -> hostCalled(command.host()).ask(command));
    } else if (effect instanceof Effect.AskProbe ask) {
      ProbeCommand command = ask.command();
      later(delay, () -> hostCalled(command.host()).ask(command));
    }
  }

  private void perhapsDelete(ExperimentRecord experiment) {
    if (experiment.endedAt().isPresent() && random.nextBoolean()) {
      later(
          Duration.ofMillis(1 + random.nextInt(3_000)),
          () -> {
            checkEnd(experiment);
            untilWritten(() -> orchestrator.delete(experiment));
          });
    }
  }

  /** The controller is killed, and another one is started after a while. */
  private void die() {
    if (up) {
      up = false;
      int seconds = random.nextInt(4) == 0 ? LONGEST_ABSENCE_SECONDS : 1;
      later(Duration.ofMillis(1 + random.nextInt(seconds * 1000)), this::comeUp);
    }
  }

  private void comeUp() {
    up = true;
    orchestrator = start();
    write(orchestrator.resume(now));
    behind = true;
    readOn();
  }

  /** Takes in what came while nobody read, bit by bit. */
  private void readOn() {
    poll(1 + random.nextInt(20));
    if (up && !unread().isEmpty()) {
      later(BETWEEN_POLLS, this::readOn);
    } else {
      behind = false;
    }
  }

  private boolean hasCaughtUp() {
    return !behind && unread().isEmpty();
  }

  /** Takes so many messages in, if the controller lives for so long. */
  private void poll(int most) {
    for (int taken = 0; taken < most && up; taken++) {
      List<Request> unread = unread();
      if (unread.isEmpty()) {
        return;
      }
      write(unread.get(random.nextInt(unread.size())).effects());
    }
  }

  /** What comes next of each topic. */
  private List<Request> unread() {
    Positions read = orchestrator.read();
    List<Request> unread = new ArrayList<>();
    for (HostName host : topics.hosts()) {
      Positions.OfHost next = read.of(host);
      if (next.facts() < topics.facts(host).size()) {
        HostStatus status = topics.facts(host).get((int) next.facts());
        unread.add(() -> orchestrator.heard(status, next.facts(), now));
      }
      if (next.reports() < topics.reports(host).size()) {
        Report report = topics.reports(host).get((int) next.reports());
        unread.add(() -> orchestrator.reported(report, next.reports(), now));
      }
    }
    if (read.samples() < topics.samples.size()) {
      TrafficSample sample = topics.samples.get((int) read.samples());
      unread.add(() -> orchestrator.sampled(sample, read.samples(), now));
    }
    return unread;
  }

  @Override
  public void later(Duration after, Runnable action) {
    agenda.add(new Scheduled(now.plus(after), scheduled++, action));
  }

  @Override
  public void report(Report report) {
    topics.reports(report.host()).add(report);
    takeIn();
  }

  @Override
  public void status(HostName host, boolean reachable) {
    topics
        .facts(host)
        .add(reachable ? Samples.available(host, now) : Samples.unreachable(host, now));
    takeIn();
  }

  private void takeIn() {
    if (up && !behind) {
      poll(Integer.MAX_VALUE);
    }
  }

  @Override
  public void traffic(ProbeCommand.TrafficEnd sender) {
    PairEntry pair =
        pairs.stream()
            .filter(candidate -> candidate.sender().equals(sender.host()))
            .findFirst()
            .orElseThrow();
    Duration interval = sender.traffic().interval();
    int intervals = (int) (sender.traffic().seconds() * 1000L / interval.toMillis());
    traffic.put(sender.attempt(), new Traffic(pair, now, interval, intervals));
    long resent = random.nextInt(6) == 0 ? 3 : 0;
    for (int index = 0; index < intervals; index++) {
      int number = index;
      long retransmits = index == 0 ? resent : 0;
      later(
          interval.multipliedBy(index + 1L),
          () -> {
            if (traffic.containsKey(sender.attempt())) {
              sampleLater(
                  Samples.sample(sender.attempt(), pair.sender(), End.SENDER, number, retransmits));
              sampleLater(Samples.sample(sender.attempt(), pair.receiver(), End.RECEIVER, number));
            }
          });
    }
    later(Duration.ofSeconds(sender.traffic().seconds()), () -> endTraffic(sender.attempt()));
  }

  @Override
  public void endTraffic(Attempt attempt) {
    @Nullable Traffic over = traffic.remove(attempt);
    if (over != null) {
      int samples = over.until(now);
      hostCalled(over.pair().sender()).trafficEnded(attempt, End.SENDER, samples);
      hostCalled(over.pair().receiver()).trafficEnded(attempt, End.RECEIVER, samples);
    }
  }

  /** A sample comes some time after its interval, perhaps after the traffic's end. */
  private void sampleLater(TrafficSample sample) {
    later(
        Duration.ofMillis(1 + random.nextInt(1_500)),
        () -> {
          topics.samples.add(sample);
          takeIn();
        });
  }

  private SimulatedHost hostCalled(HostName name) {
    @Nullable SimulatedHost host = hosts.get(name);
    if (host == null) {
      throw new IllegalStateException("no host " + name);
    }
    return host;
  }

  private boolean isOver() {
    if (allEnded.isEmpty() && experiments.stream().allMatch(topics::hasEnded)) {
      allEnded = Optional.of(now);
    }
    return allEnded.filter(ended -> now.isAfter(ended.plus(AFTERMATH))).isPresent()
        && requestsOpen == 0
        && up;
  }

  private List<Outcome> checkEnd() {
    assertThat(orchestrator.areAllLeasesFree()).as("all leases are free").isTrue();
    List<Outcome> outcomes = new ArrayList<>();
    for (ExperimentRecord experiment : topics.chronicle().experiments()) {
      outcomes.addAll(checkEnd(experiment));
    }
    return outcomes;
  }

  private List<Outcome> checkEnd(ExperimentRecord experiment) {
    Chronicle chronicle = topics.chronicle();
    List<Outcome> outcomes = new ArrayList<>();
    repeats.remove(experiment.id());
    for (int place = 0; place < experiment.size(); place++) {
      checkEnd(experiment, place, chronicle.state(experiment, place));
      outcomes.add(chronicle.state(experiment, place).outcome());
    }
    assertThat(repeats.getOrDefault(experiment.id(), 0))
        .as("repeats of an experiment")
        .isLessThanOrEqualTo(
            Math.max(1, experiment.size() * Disturbances.MOST_REPEATS_PERCENT / 100));
    return outcomes;
  }

  private void checkEnd(ExperimentRecord experiment, int place, TrialState state) {
    assertThat(state).isInstanceOf(Ended.class);
    if (state instanceof Ended ended && ended.outcome() == Outcome.MEASURED) {
      Ended.Attempted attempted = ended.attempted().orElseThrow();
      TrialConditions conditions = ended.conditions().orElseThrow();
      repeats.merge(experiment.id(), conditions.repeats().size(), Integer::sum);
      assertThat(conditions.repeats()).hasSizeLessThanOrEqualTo(Disturbances.MOST_REPEATS);
      assertThat(attempted.number())
          .isEqualTo(experiment.attempt(place, conditions.repeats().size()).number());
      TrialSeries series = new TrialSeries(experiment.attempt(place, conditions.repeats().size()));
      topics.samples.stream()
          .skip(attempted.since().samples())
          .limit(attempted.until().samples() - attempted.since().samples())
          .forEach(series::add);
      assertThat(series.points()).as("all samples are kept").hasSizeBetween(least(), most());
      assertThat(attempted.measurement()).isPresent();
    }
    if (state.outcome() == Outcome.SKIPPED) {
      assertThat(measured(experiment, experiment.trial(place))).isGreaterThanOrEqualTo(3);
    }
  }

  /** What never changes is sure at the first look, after which some more samples come. */
  private int least() {
    return document.traffic().adaptive().isPresent() ? TrialLength.FIRST_LOOK : most();
  }

  private int most() {
    return (int) (document.traffic().seconds() * 1000L / document.traffic().interval().toMillis());
  }

  private long measured(ExperimentRecord experiment, PlannedTrial like) {
    Chronicle chronicle = topics.chronicle();
    return IntStream.range(0, experiment.size())
        .filter(place -> experiment.trial(place).isOfTheCellOf(like))
        .filter(place -> chronicle.state(experiment, place).outcome() == Outcome.MEASURED)
        .count();
  }
}
