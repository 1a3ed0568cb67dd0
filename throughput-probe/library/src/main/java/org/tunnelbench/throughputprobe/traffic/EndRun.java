package org.tunnelbench.throughputprobe.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.throughputprobe.traffic.iperf3.Slot;

/** One end while it runs: watches what it prints and its times. Used by the host's thread alone. */
final class EndRun {
  /** Hears that an end is over. */
  interface WhenOver {
    /**
     * It is over.
     *
     * @param gone whether nothing of it runs any more; where it is false, that is not known
     */
    void over(EndRun run, Ending ending, boolean gone);
  }

  private final EndPlan plan;
  private final Progress progress;
  private final HostLoop loop;
  private final TrafficBounds bounds;
  private final EndTeller teller;
  private final WhenOver whenOver;
  private Optional<RunningCommand> command = Optional.empty();
  private Optional<Ending> asked = Optional.empty();
  private Optional<HostLoop.Timer> ready = Optional.empty();
  private Optional<HostLoop.Timer> outlasted = Optional.empty();
  private Optional<HostLoop.Timer> deadline = Optional.empty();
  private Optional<HostLoop.Timer> stuck = Optional.empty();
  private boolean over;

  EndRun(
      EndPlan plan,
      List<String> argv,
      HostLoop loop,
      TrafficBounds bounds,
      EndTeller teller,
      WhenOver whenOver) {
    this.plan = plan;
    this.loop = loop;
    this.bounds = bounds;
    this.teller = teller;
    this.whenOver = whenOver;
    progress = new Progress(plan, argv);
  }

  /** The process runs. Its lines may already wait in the loop's queue. */
  void started(RunningCommand process, Duration untilDeadline) {
    command = Optional.of(process);
    Duration bound = plan.end() == End.RECEIVER ? bounds.listening() : bounds.connecting();
    ready = Optional.of(loop.after(bound, () -> end(new Ending.NotReady(bound))));
    deadline = Optional.of(loop.after(untilDeadline, () -> end(new Ending.DeadlinePassed())));
    loop.when(process.exitCode(), this::exited);
  }

  /** The process printed a line. */
  void line(String text) {
    if (over) {
      return;
    }
    boolean listened = progress.listening();
    boolean connected = progress.connected();
    Optional<Slot> slot = progress.take(text);
    if (!listened && progress.listening() && plan.end() == End.RECEIVER) {
      cancel(ready);
      teller.ready();
    }
    if (!connected && progress.connected()) {
      connected();
    }
    slot.ifPresent(teller::counted);
  }

  /**
   * It could not be started or watched. What is known to run is ended; where nothing is, whether
   * anything of it runs is not known.
   */
  void broken(Ending reason) {
    if (command.isPresent()) {
      end(reason);
    } else {
      finish(reason, false);
    }
  }

  /** Ends the process for this reason, unless it is being ended already. */
  void end(Ending reason) {
    if (over || asked.isPresent()) {
      return;
    }
    asked = Optional.of(reason);
    stuck = Optional.of(loop.after(bounds.ending(), () -> finish(reason, false)));
    command.ifPresent(RunningCommand::stop);
  }

  /** What was sent is enough. The receiver ends by itself, the sender being gone. */
  void enough() {
    if (plan.end() == End.SENDER) {
      end(new Ending.Enough());
    } else if (!over) {
      cancel(outlasted);
      outlasted = Optional.of(loop.after(bounds.grace(), () -> end(new Ending.Enough())));
    }
  }

  EndPlan plan() {
    return plan;
  }

  Progress progress() {
    return progress;
  }

  EndTeller teller() {
    return teller;
  }

  private void connected() {
    if (plan.end() == End.SENDER) {
      cancel(ready);
    }
    Duration time = Duration.ofSeconds(plan.traffic().traffic().seconds()).plus(bounds.grace());
    outlasted = Optional.of(loop.after(time, () -> end(new Ending.OutlastedItsTime())));
  }

  private void exited(Optional<Integer> code, Optional<Throwable> lost) {
    Ending ending =
        asked
            .or(() -> code.map(Ending.Exited::new))
            .orElseGet(() -> new Ending.HostLost(message(lost)));
    finish(ending, lost.isEmpty());
  }

  private void finish(Ending ending, boolean gone) {
    if (over) {
      return;
    }
    over = true;
    cancel(ready);
    cancel(outlasted);
    cancel(deadline);
    cancel(stuck);
    whenOver.over(this, ending, gone);
  }

  private static String message(Optional<Throwable> lost) {
    return lost.map(
            thrown ->
                thrown instanceof CompletionException
                    ? Optional.ofNullable(thrown.getCause()).orElse(thrown)
                    : thrown)
        .map(cause -> String.valueOf(cause.getMessage()))
        .orElse("the host was lost");
  }

  private static void cancel(Optional<HostLoop.Timer> timer) {
    timer.ifPresent(HostLoop.Timer::cancel);
  }
}
