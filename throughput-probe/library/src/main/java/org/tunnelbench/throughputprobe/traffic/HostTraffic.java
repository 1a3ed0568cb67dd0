package org.tunnelbench.throughputprobe.traffic;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.ProbeCommand.EndTraffic;
import org.tunnelbench.contract.message.ProbeCommand.StartReceiver;
import org.tunnelbench.contract.message.ProbeCommand.StartSender;
import org.tunnelbench.contract.message.ProbeCommand.StopTraffic;
import org.tunnelbench.contract.message.Report.TrafficStopped;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.throughputprobe.counters.HostCounters;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.counters.PressureBefore;
import org.tunnelbench.throughputprobe.latency.RoundTrips;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/**
 * The traffic of one host. Every command is answered: by what it did, by the same again where it
 * was answered before, or by why it was not done. Everything happens on the host's loop.
 */
final class HostTraffic implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HostTraffic.class.getName());

  /**
   * How much longer than its deadline a command may live on the host: it is ended from here first,
   * and the host's own limit is for when that is no longer possible.
   */
  private static final Duration LIMIT_MARGIN = Duration.ofSeconds(2);

  private final HostAccess access;
  private final Ledger ledger;
  private final TrafficOutlet outlet;
  private final TrafficMetrics metrics;
  private final MachineOfHosts machine;
  private final PressureBefore pressure = new PressureBefore();
  private final InstantSource clock;
  private final TrafficBounds bounds;
  private final HostLoop loop;
  private final HostTools tools;
  private final Leftovers leftovers;
  private final Map<JournalKey, EndRun> running = new HashMap<>();
  private final Map<Attempt, StopTraffic> stopping = new HashMap<>();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private boolean closing;

  HostTraffic(
      HostAccess access,
      TrafficJournal journal,
      TrafficOutlet outlet,
      TrafficMetrics metrics,
      MachineOfHosts machine,
      TrafficBounds bounds,
      InstantSource clock,
      HostLoop loop) {
    this.access = access;
    this.outlet = outlet;
    this.metrics = metrics;
    this.machine = machine;
    this.bounds = bounds;
    this.clock = clock;
    ledger = new Ledger(journal, outlet);
    this.loop = loop;
    tools = new HostTools(access, bounds.toolVersion());
    leftovers = new Leftovers(access);
  }

  /**
   * Ends what a former process left, and reports it; done before any command is handled. The way to
   * the host and its tool are then known before the first trial needs them.
   */
  void recover() {
    loop.post(
        () -> {
          for (JournalEntry.Open entry : ledger.open()) {
            remove(entry);
          }
          tools.tool(TrafficSpec.IPERF3);
        });
  }

  /**
   * Handles a command.
   *
   * @param age how long ago it was sent; its deadline began then
   * @return done once it is on the disk and under way, or answered
   */
  CompletableFuture<Void> handle(ProbeCommand command, Duration age) {
    long sent = loop.nanoTime() - age.toNanos();
    return loop.submit(() -> answer(command, sent));
  }

  private void answer(ProbeCommand command, long sent) throws InterruptedException {
    try {
      decide(command, sent);
    } catch (UncheckedIOException e) {
      LOG.log(Level.ERROR, "{0}: {1}", access.host(), e.getMessage());
      ledger.answerInPassing(
          NothingCounted.report(
              command,
              failure(
                  FailureKind.INTERNAL,
                  "the probe cannot keep its journal: %s (%s)"
                      .formatted(e.getMessage(), e.getCause()))));
    }
  }

  /** Ends what runs, and reports it. */
  @Override
  public void close() {
    Duration bound = bounds.ending().plus(LIMIT_MARGIN);
    loop.post(
        () -> {
          closing = true;
          List.copyOf(running.values()).forEach(run -> run.end(new Ending.ProbeEnded()));
          tellIfQuiet();
        });
    try {
      quiet.get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.WARNING, "{0}: traffic did not end within {1}", access.host(), bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.close();
  }

  private void decide(ProbeCommand command, long sent) throws InterruptedException {
    if (command instanceof EndTraffic enough) {
      runsOf(enough.attempt()).forEach(EndRun::enough);
      return;
    }
    JournalKey key = JournalKey.of(command);
    Optional<ProbeCommand> before = ledger.asked(key);
    if (before.isPresent() && before.get().equals(command)) {
      ledger.repeatAnswers(key);
      return;
    }
    if (before.isPresent()) {
      ledger.answerInPassing(
          NothingCounted.report(
              command, failure(FailureKind.CONFLICT, "it was asked before, with another content")));
      return;
    }
    switch (command) {
      case StartReceiver receiver -> start(EndPlan.of(receiver), sent);
      case StartSender sender -> start(EndPlan.of(sender), sent);
      case StopTraffic stop -> stop(stop);
      case EndTraffic enough -> {}
    }
  }

  private void start(EndPlan plan, long sent) throws InterruptedException {
    Attempt attempt = plan.command().attempt();
    if (stopping.containsKey(attempt)
        || ledger.asked(new JournalKey(attempt, JournalKey.Asked.STOP)).isPresent()) {
      refuse(plan, failure(FailureKind.CONFLICT, "the attempt's traffic was stopped before"));
      return;
    }
    Optional<Failure> inTheWay = removeLeftovers(entry -> true);
    if (inTheWay.isPresent()) {
      refuse(plan, inTheWay.get());
      return;
    }
    switch (tools.tool(plan.traffic().traffic().tool())) {
      case HostTools.Answer.Present(var tool) -> launch(plan, tool, sent);
      case HostTools.Answer.Absent(var failure) -> refuse(plan, failure);
    }
  }

  private void launch(EndPlan plan, TrafficTool tool, long sent) throws InterruptedException {
    Duration remaining = plan.traffic().deadline().minusNanos(loop.nanoTime() - sent);
    if (!remaining.isPositive()) {
      refuse(plan, failure(FailureKind.DEADLINE_PASSED, "it came after its deadline"));
      return;
    }
    List<String> argv = plan.argv(tool);
    JournalEntry.Starting starting = new JournalEntry.Starting(plan.command(), argv);
    ledger.starting(starting);
    EndTeller teller =
        new EndTeller(
            plan, tool, ledger, outlet, metrics, clock, machine.pressureAt(access.host()));
    EndRun run = new EndRun(plan, argv, loop, bounds, teller, this::over);
    running.put(starting.key(), run);
    try {
      RunningCommand process =
          access.start(argv, remaining.plus(LIMIT_MARGIN), line -> loop.post(() -> run.line(line)));
      run.started(process, remaining);
      ledger.started(starting, process.processId());
      if (plan.end() == End.SENDER && plan.traffic().traffic().latency()) {
        teller.timing(RoundTrips.timing(access, plan.traffic().peer(), remaining));
      }
      teller.counting(
          () -> HostCounters.reading(access, plan.traffic().underlay(), remaining, pressure));
    } catch (HostUnreachableException e) {
      run.broken(new Ending.HostLost(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, access.host() + ": " + argv + " could not be started", e);
      run.broken(new Ending.Broken(String.valueOf(e.getMessage())));
    }
  }

  private void over(EndRun run, Ending ending, boolean gone) {
    JournalKey key = JournalKey.of(run.plan().command());
    running.remove(key);
    if (ending instanceof Ending.HostLost) {
      tools.forget();
    }
    run.teller().over(ending, run.progress());
    loop.after(TrafficMetrics.GAUGE_LINGER, metrics::forgetIdle);
    loop.after(TrafficMetrics.COUNTER_LINGER, metrics::forgetIdle);
    try {
      if (gone) {
        ledger.gone(key);
      }
    } finally {
      // Also where the journal cannot be written: what is open in it is looked for again.
      loop.post(() -> answerStopOnceQuiet(key.attempt()));
      tellIfQuiet();
    }
  }

  private void stop(StopTraffic command) throws InterruptedException {
    if (stopping.putIfAbsent(command.attempt(), command) == null) {
      runsOf(command.attempt()).forEach(run -> run.end(new Ending.Stopped()));
      answerStopOnceQuiet(command.attempt());
    }
  }

  private void answerStopOnceQuiet(Attempt attempt) throws InterruptedException {
    StopTraffic command = stopping.get(attempt);
    if (command == null || !runsOf(attempt).isEmpty()) {
      return;
    }
    stopping.remove(attempt);
    Optional<Failure> failure = removeLeftovers(entry -> entry.command().attempt().equals(attempt));
    TrafficStopped report = new TrafficStopped(attempt, access.host(), failure);
    if (failure.isEmpty()) {
      ledger.answerForGood(command, report);
    } else {
      ledger.answerInPassing(report);
    }
  }

  /** Ends what is in the journal and does not run under our eyes; the first failure stops it. */
  private Optional<Failure> removeLeftovers(Predicate<JournalEntry.Open> which)
      throws InterruptedException {
    for (JournalEntry.Open entry : ledger.open()) {
      if (which.test(entry) && !running.containsKey(entry.key())) {
        Optional<Failure> failure = remove(entry);
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> remove(JournalEntry.Open entry) throws InterruptedException {
    Optional<Failure> failure = leftovers.remove(entry);
    if (ledger.answers(entry.key()).isEmpty()) {
      ledger.answer(
          entry.key(),
          NothingCounted.report(
              entry.command(),
              failure.orElseGet(
                  () ->
                      failure(
                          FailureKind.TRAFFIC_FAILED,
                          "the probe ended while the traffic ran, and has begun again"))));
    }
    if (failure.isEmpty()) {
      ledger.gone(entry.key());
    }
    return failure;
  }

  private void refuse(EndPlan plan, Failure failure) {
    ledger.answerForGood(plan.command(), NothingCounted.report(plan.command(), failure));
  }

  private void tellIfQuiet() {
    if (closing && running.isEmpty()) {
      quiet.complete(null);
    }
  }

  private List<EndRun> runsOf(Attempt attempt) {
    return running.values().stream()
        .filter(run -> run.plan().command().attempt().equals(attempt))
        .toList();
  }

  private Failure failure(FailureKind kind, String message) {
    return Failure.of(kind, access.host(), message);
  }
}
