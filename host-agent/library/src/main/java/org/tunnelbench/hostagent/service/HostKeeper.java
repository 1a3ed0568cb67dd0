package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.facts.UnreadableFactsException;

/**
 * Keeps one host: reaches it and goes on trying, undoes what a journal says, answers commands one
 * after the other, undoes by itself at a deadline, and notices when the host is lost.
 */
final class HostKeeper {
  /** How often it is looked whether the way to the host still stands. */
  static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  /** How far the clocks of this machine and the broker's may be apart. */
  static final Duration MOST_SKEW = Duration.ofMinutes(1);

  private static final String FAULT = ": a fault of the agent";

  private static final System.Logger LOG = System.getLogger(HostKeeper.class.getName());

  private final HostName host;
  private final HostHands hands;
  private final AttemptBook book;
  private final Undoing undoing;
  private final HostLoop loop;
  private final Announcements announcements;
  private final InstantSource clock;
  private volatile boolean stopping;
  private Standing standing = new Standing.Lost("not reached yet", Optional.empty());

  HostKeeper(
      HostHands hands,
      AttemptBook book,
      HostLoop loop,
      Announcements announcements,
      InstantSource clock) {
    this.host = hands.host();
    this.hands = hands;
    this.book = book;
    this.undoing = new Undoing(hands, book);
    this.loop = loop;
    this.announcements = announcements;
    this.clock = clock;
  }

  /** Begins to reach the host, and to watch it. */
  void start() {
    loop.post(() -> attempt(Backoff.FIRST, this::reach));
    loop.after(WATCH_INTERVAL, this::watch);
  }

  /**
   * Sets nothing up from now on, and undoes what stands; done once that is, or could not be, and
   * the report of it is on its way. What is under way is ended first.
   */
  CompletionStage<Void> stop() {
    stopping = true;
    return onLoop(
        stopped -> {
          if (standing instanceof Standing.Occupied occupied) {
            Failure why =
                Failure.of(FailureKind.AGENT_SILENT, host, host + ": its agent was stopped");
            announcements.report(undo(occupied, Optional.of(why)));
          }
          stopped.complete(null);
        });
  }

  /**
   * Answers a command; done once its report is kept. One that comes too late to be answered, since
   * the agent stops, fails: it is there for the next one.
   */
  CompletionStage<Void> handle(HostCommand command, Duration age) {
    Taken taken = new Taken(loop.nanoTime(), age);
    return onLoop(
        answered -> {
          if (stopping && command instanceof HostCommand.SetUp) {
            throw new StoppingException(host);
          }
          announcements
              .report(answer(command, taken))
              .whenComplete(
                  (kept, failed) -> {
                    if (failed == null) {
                      answered.complete(null);
                    } else {
                      answered.completeExceptionally(failed);
                    }
                  });
        });
  }

  /** Work that says itself when it is done. */
  private interface Promised {
    void run(CompletableFuture<Void> done) throws InterruptedException;
  }

  private CompletionStage<Void> onLoop(Promised work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            work.run(done);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /**
   * When a command was taken.
   *
   * @param at on this process's own clock, in nanoseconds
   * @param age how long ago it was sent then, by the clocks of others
   */
  private record Taken(long at, Duration age) {
    /** What is left of the deadline: it began when the command was sent, as far as clocks tell. */
    Duration left(Duration deadline, long now) {
      Duration surelyPast = age.minus(MOST_SKEW);
      return deadline
          .minus(surelyPast.isNegative() ? Duration.ZERO : surelyPast)
          .minusNanos(now - at);
    }

    /** Whether it was of the past already when it was taken. */
    boolean isStale(Duration deadline) {
      return age.minus(MOST_SKEW).compareTo(deadline) > 0;
    }
  }

  private Report answer(HostCommand command, Taken taken) throws InterruptedException {
    try {
      return switch (command) {
        case HostCommand.SetUp setUp -> setUp(setUp.endpoint(), taken);
        case HostCommand.TakeDown takeDown -> takeDown(takeDown.attempt());
      };
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, host + FAULT, e);
      Failure fault = Failure.of(FailureKind.INTERNAL, host, host + FAULT + ": " + e);
      return switch (command) {
        case HostCommand.SetUp setUp -> book.answer(setUp.endpoint(), failed(setUp, fault));
        case HostCommand.TakeDown takeDown -> down(takeDown.attempt(), fault);
      };
    }
  }

  private Report setUp(EndpointSpec spec, Taken taken) throws InterruptedException {
    Optional<Report> known = book.answerTo(spec);
    if (known.isPresent()) {
      return known.get();
    }
    if (taken.isStale(spec.deadline())) {
      return refuse(
          spec,
          FailureKind.DEADLINE_PASSED,
          "it was commanded %d s ago, and had %d s"
              .formatted(taken.age().toSeconds(), spec.deadline().toSeconds()));
    }
    if (standing instanceof Standing.Occupied occupied && replaces(spec.attempt(), occupied)) {
      announcements.report(undo(occupied, Optional.empty()));
    }
    return switch (standing) {
      case Standing.Free free -> setUpOn(free, spec, taken);
      case Standing.Occupied(var facts, var entry, var deadline) ->
          refuse(
              spec,
              FailureKind.LEFTOVER_STATE,
              "attempt " + entry.attempt() + " still stands on the host");
      case Standing.Unclean unclean -> refuse(spec, FailureKind.NOT_CLEAN, unclean.reason());
      case Standing.Lost lost -> refuse(spec, FailureKind.HOST_UNREACHABLE, lost.reason());
    };
  }

  private static boolean replaces(Attempt attempt, Standing.Occupied occupied) {
    Attempt standingOne = occupied.entry().attempt();
    return standingOne.trial().equals(attempt.trial()) && standingOne.number() < attempt.number();
  }

  private Report setUpOn(Standing.Free free, EndpointSpec spec, Taken taken)
      throws InterruptedException {
    try {
      HostHands.Prepared prepared = hands.prepare(spec, free.facts(), book);
      JournalEntry entry = prepared.entry();
      Duration left = taken.left(spec.deadline(), loop.nanoTime());
      Optional<Report> refusal = begin(prepared, left);
      if (refusal.isPresent()) {
        hands.returnModules(book, free.facts());
        return refusal.get();
      }
      standing = free.occupy(entry, loop.after(left, () -> deadlinePassed(entry.attempt())));
      return book.answer(spec, apply(prepared, left));
    } catch (EndpointException e) {
      return book.refuse(spec, e.failure());
    } catch (HostUnreachableException e) {
      return refuse(spec, FailureKind.HOST_UNREACHABLE, lose(e));
    } catch (IOException e) {
      return refuseUnwritten(spec, e);
    }
  }

  /** Writes the journal; answers the refusal where that is too late, or fails. */
  private Optional<Report> begin(HostHands.Prepared prepared, Duration left) {
    EndpointSpec spec = prepared.spec();
    if (!left.isPositive()) {
      return Optional.of(
          refuse(
              spec, FailureKind.DEADLINE_PASSED, "its deadline passed before anything was done"));
    }
    try {
      book.begin(prepared.entry());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(refuseUnwritten(spec, e));
    }
  }

  private Report refuseUnwritten(EndpointSpec spec, IOException e) {
    return refuse(
        spec, FailureKind.INTERNAL, "the journal could not be written, nothing was done: " + e);
  }

  private Report apply(HostHands.Prepared prepared, Duration left) throws InterruptedException {
    Attempt attempt = prepared.entry().attempt();
    try {
      return hands.apply(prepared, left);
    } catch (EndpointException e) {
      return new Report.EndpointFailed(attempt, host, e.failure());
    } catch (HostUnreachableException e) {
      return book.failed(attempt, FailureKind.HOST_UNREACHABLE, lose(e));
    }
  }

  private Report takeDown(Attempt attempt) throws InterruptedException {
    Optional<Report.EndpointDown> known = book.downOf(attempt);
    if (known.isPresent()) {
      return known.get();
    }
    if (standing instanceof Standing.Occupied occupied
        && occupied.entry().attempt().equals(attempt)) {
      return undo(occupied, Optional.empty());
    }
    return book.isOpen(attempt)
        ? down(
            attempt,
            Failure.of(
                FailureKind.HOST_UNREACHABLE,
                host,
                host + ": it is undone as soon as the host is reached again: " + reason()))
        : book.neverBegun(attempt);
  }

  /** Undoes what stands; answers what became of it. */
  private Report.EndpointDown undo(Standing.Occupied occupied, Optional<Failure> why)
      throws InterruptedException {
    JournalEntry entry = occupied.entry();
    try {
      Undoing.Outcome outcome = undoing.undo(entry, occupied.facts(), why);
      if (outcome.remains().isEmpty()) {
        standing = occupied.free();
      } else {
        stand(occupied.leave(outcome.remains().get()));
        later(Backoff.FIRST, this::clean);
      }
      return outcome.down();
    } catch (HostUnreachableException e) {
      return down(entry.attempt(), Failure.of(FailureKind.HOST_UNREACHABLE, host, lose(e)));
    }
  }

  private void deadlinePassed(Attempt attempt) throws InterruptedException {
    if (standing instanceof Standing.Occupied occupied
        && occupied.entry().attempt().equals(attempt)) {
      Failure passed =
          Failure.of(
              FailureKind.DEADLINE_PASSED,
              host,
              host + ": the deadline of attempt " + attempt + " passed before it was taken down");
      announcements.report(undo(occupied, Optional.of(passed)));
    }
  }

  /** Something that is tried again after a pause. */
  private interface Attempted {
    void attempt(Backoff backoff) throws InterruptedException;
  }

  private void later(Backoff backoff, Attempted work) {
    loop.after(backoff.pause(), () -> attempt(backoff.next(), work));
  }

  /** A fault, such as an answer that nobody has thought of, is told and not the end of trying. */
  private void attempt(Backoff backoff, Attempted work) throws InterruptedException {
    try {
      work.attempt(backoff);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, host + FAULT, e);
      later(backoff, work);
      if (standing instanceof Standing.Lost lost) {
        standLost(lost, host + FAULT + ": " + e);
      }
    }
  }

  private void standLost(Standing.Lost lost, String reason) {
    if (!reason.equals(lost.reason())) {
      stand(new Standing.Lost(reason, lost.facts()));
    }
  }

  /** Tries to reach the host, and undoes what its journal says. */
  private void reach(Backoff backoff) throws InterruptedException {
    if (!(standing instanceof Standing.Lost lost)) {
      return;
    }
    try {
      recover(new Standing.Unclean(hands.learn(book), "not looked at yet"), Backoff.FIRST);
    } catch (HostUnreachableException | UnreadableFactsException e) {
      standLost(lost, String.valueOf(e.getMessage()));
      later(backoff, this::reach);
    } catch (IOException unwritten) {
      undoLoadingNothing();
      standLost(lost, String.valueOf(unwritten.getMessage()));
      later(backoff, this::reach);
    }
  }

  /** To undo takes no room on the agent's disk, and waits for none. */
  private void undoLoadingNothing() throws InterruptedException {
    try {
      undoing.undoAll(hands.learnLoadingNothing(book), announcements::report);
    } catch (HostUnreachableException | UnreadableFactsException e) {
      LOG.log(System.Logger.Level.WARNING, "{0}: not undone yet: {1}", host, e.getMessage());
    }
  }

  /** Tries again to clean a host on which something remained. */
  private void clean(Backoff backoff) throws InterruptedException {
    if (standing instanceof Standing.Unclean unclean) {
      try {
        recover(unclean, backoff);
      } catch (HostUnreachableException e) {
        lose(e);
      }
    }
  }

  private void recover(Standing.Unclean unclean, Backoff backoff)
      throws HostUnreachableException, InterruptedException {
    Optional<String> remains = undoing.undoAll(unclean.facts(), announcements::report);
    if (remains.isEmpty()) {
      stand(unclean.free());
    } else {
      stand(new Standing.Unclean(unclean.facts(), remains.get()));
      later(backoff, this::clean);
    }
  }

  /** Notices a way to the host that no longer stands. A new session to the same boot will do. */
  private void watch() throws InterruptedException {
    loop.after(WATCH_INTERVAL, this::watch);
    if (standing instanceof Standing.Reached && !hands.connected()) {
      try {
        hands.demandSameBoot();
      } catch (HostUnreachableException e) {
        lose(e);
      }
    }
  }

  /** The host is lost; answers why. */
  private String lose(HostUnreachableException e) {
    String reason = String.valueOf(e.getMessage());
    if (standing instanceof Standing.Reached reached) {
      stand(reached.lose(reason));
      later(Backoff.FIRST, this::reach);
    }
    return reason;
  }

  private void stand(Standing next) {
    standing = next;
    announcements.status(next.status(host, clock.instant()));
  }

  private Report refuse(EndpointSpec spec, FailureKind kind, String why) {
    return book.refuse(spec, Failure.of(kind, host, host + ": " + why));
  }

  private Report failed(HostCommand.SetUp setUp, Failure failure) {
    return new Report.EndpointFailed(setUp.attempt(), host, failure);
  }

  private Report.EndpointDown down(Attempt attempt, Failure failure) {
    return new Report.EndpointDown(attempt, host, List.of(), Optional.of(failure));
  }

  private String reason() {
    return standing.status(host, clock.instant()).reason();
  }
}
