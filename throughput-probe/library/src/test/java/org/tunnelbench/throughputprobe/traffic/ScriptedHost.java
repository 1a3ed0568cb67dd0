package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** A host whose answers and processes the test makes. */
final class ScriptedHost implements HostAccess {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HostName host;
  private final Map<String, StepResult> answers = new HashMap<>();
  private final List<String> ran = new ArrayList<>();
  private final BlockingQueue<ScriptedProcess> started = new LinkedBlockingQueue<>();
  private final BlockingQueue<ScriptedProcess> counting = new LinkedBlockingQueue<>();
  private Optional<String> unreachable = Optional.empty();
  private boolean processesEndWhenAsked = true;
  private boolean failsAfterStarting;
  private Runnable whileStarting = () -> {};
  private long lastProcessId = 4_000;

  ScriptedHost(HostName host) {
    this.host = host;
    answer("iperf3 --version", 0, "iperf 3.12 (cJSON 1.7.15)\n");
  }

  /** What argv, its words joined by spaces, answers from now on; the default is exit code 0. */
  synchronized void answer(String argv, int exitCode, String stdout) {
    answers.put(argv, new StepResult(exitCode, stdout, ""));
  }

  synchronized void losesEverything(String why) {
    unreachable = Optional.of(why);
  }

  synchronized void isBack() {
    unreachable = Optional.empty();
  }

  synchronized void processesIgnoreStop() {
    processesEndWhenAsked = false;
  }

  /** The next start does start its process, and then throws. */
  synchronized void failsAfterStarting() {
    failsAfterStarting = true;
  }

  /** What happens on the probe's side while the next process starts. */
  synchronized void whileStarting(Runnable happening) {
    whileStarting = happening;
  }

  /** Its list of processes has this one. */
  void shows(ScriptedProcess process) {
    answer(
        "cat /proc/" + process.processId() + "/cmdline",
        0,
        String.join("\0", process.argv()) + "\0");
  }

  /** Every argv of every batch so far, words joined by spaces. */
  synchronized List<String> ran() {
    return List.copyOf(ran);
  }

  /** The next process that is started here. */
  ScriptedProcess awaitStart() {
    return await(started);
  }

  /** The next process that is started here to read counters. */
  ScriptedProcess awaitCounting() {
    return await(counting);
  }

  private ScriptedProcess await(BlockingQueue<ScriptedProcess> queue) {
    try {
      ScriptedProcess process = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (process == null) {
        throw new AssertionError("nothing was started on " + host + " within " + PATIENCE);
      }
      return process;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  boolean startedNothingMore() {
    return started.isEmpty();
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public synchronized BatchResult run(Batch batch, Duration limit) throws HostUnreachableException {
    failIfUnreachable();
    return new BatchResult(batch.steps().stream().map(ScriptedHost::argv).map(this::say).toList());
  }

  @Override
  public synchronized RunningCommand start(
      List<String> argv, Duration limit, Consumer<String> lines) throws HostUnreachableException {
    failIfUnreachable();
    ScriptedProcess process =
        new ScriptedProcess(nextProcessId(argv), argv, limit, lines, processesEndWhenAsked);
    if (isBeside(argv)) {
      counting.add(process);
      return process;
    }
    whileStarting.run();
    started.add(process);
    if (failsAfterStarting) {
      failsAfterStarting = false;
      throw new IllegalStateException("as scripted");
    }
    return process;
  }

  @Override
  public void close() {}

  private StepResult say(List<String> argv) {
    String words = String.join(" ", argv);
    ran.add(words);
    return answers.getOrDefault(words, new StepResult(0, "", ""));
  }

  /** Whether it is what reads counters, or times round trips, while traffic runs. */
  private static boolean isBeside(List<String> argv) {
    return argv.contains("tunnelbench-counters") || argv.getFirst().equals("ping");
  }

  /** Traffic has ids of its own, whatever else is started at the same time. */
  private long nextProcessId(List<String> argv) {
    if (isBeside(argv)) {
      return 1;
    }
    lastProcessId++;
    return lastProcessId;
  }

  private void failIfUnreachable() throws HostUnreachableException {
    if (unreachable.isPresent()) {
      throw new HostUnreachableException(host, unreachable.get());
    }
  }

  private static List<String> argv(HostStep step) {
    return switch (step) {
      case HostStep.Run run -> run.argv();
      case HostStep.RunUntilItSucceeds run -> run.argv();
      case HostStep.RunSilently run -> run.argv();
      case HostStep.Try run -> run.argv();
      case HostStep.Write write -> throw unexpected(write);
      case HostStep.Delete delete -> throw unexpected(delete);
      case HostStep.ArmUndoTimer arm -> throw unexpected(arm);
      case HostStep.DisarmUndoTimer disarm -> throw unexpected(disarm);
    };
  }

  private static AssertionError unexpected(HostStep step) {
    return new AssertionError("the probe needs no such step: " + step);
  }
}
