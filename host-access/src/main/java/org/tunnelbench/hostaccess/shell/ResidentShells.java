package org.tunnelbench.hostaccess.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.HostUnreachableException;

/**
 * The shells of a host: as many as there are conversations at a time, and a few that wait for the
 * next: traffic and what reads counters meanwhile want one each, time and again.
 */
final class ResidentShells implements AutoCloseable {
  /** Bound on the shells that wait. */
  private static final int MOST_WAITING = 2;

  private final HostName host;
  private final Shell shell;
  private final String firstWords;
  private final Set<ResidentShell> talking = new HashSet<>();
  private final Deque<ResidentShell> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param firstWords what each shell hears before its first conversation: a script
   */
  ResidentShells(HostName host, Shell shell, String firstWords) {
    this.host = host;
    this.shell = shell;
    this.firstWords = firstWords;
  }

  /** A conversation that has begun. */
  final class Conversation<T extends Transcript> implements AutoCloseable {
    private final ResidentShell with;
    private final T transcript;
    private boolean over;

    private Conversation(ResidentShell with, T transcript) {
      this.with = with;
      this.transcript = transcript;
    }

    T transcript() {
      return transcript;
    }

    /** Says something to the shell; nothing once this is over, since another may be heard then. */
    synchronized void say(String script) {
      if (!over) {
        with.say(script);
      }
    }

    /** Keeps the shell for the next conversation, or lets go of it where it cannot be kept. */
    @Override
    public synchronized void close() {
      if (!over) {
        over = true;
        end(with, transcript.shellStays());
      }
    }
  }

  /**
   * Begins a conversation with the shell that waits, or with a new one.
   *
   * @param transcripts make what reads it
   * @throws HostUnreachableException where no shell answers; none has then run anything
   */
  <T extends Transcript> Conversation<T> begin(Function<Marker, T> transcripts, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    Optional<ResidentShell> waiting = takeIdle();
    if (waiting.isPresent()) {
      Marker marker = Marker.random();
      T transcript = transcripts.apply(marker);
      waiting.get().greet(transcript, marker);
      if (answers(waiting.get(), transcript, deadline)) {
        return new Conversation<>(waiting.get(), transcript);
      }
      forgetIdle();
    }
    Marker marker = Marker.random();
    T transcript = transcripts.apply(marker);
    ResidentShell started = ResidentShell.start(shell, firstWords, transcript, marker, deadline);
    register(started);
    if (answers(started, transcript, deadline)) {
      return new Conversation<>(started, transcript);
    }
    throw new HostUnreachableException(host, shell.whyNone(transcript.noise()));
  }

  /** Ends every shell, and what runs there. */
  @Override
  public synchronized void close() {
    closed = true;
    talking.forEach(ResidentShell::hangUp);
    forgetIdle();
  }

  /** Where one was lost unnoticed, so may those be that waited beside it. */
  private synchronized void forgetIdle() {
    idle.forEach(ResidentShell::close);
    idle.clear();
  }

  private boolean answers(ResidentShell with, Transcript transcript, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    boolean answered = false;
    try {
      answered = transcript.begun().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      return answered;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a transcript never fails", impossible);
    } catch (TimeoutException silent) {
      throw new HostUnreachableException(
          host, "its shell did not answer in time" + said(transcript));
    } finally {
      if (!answered) {
        end(with, false);
      }
    }
  }

  private static String said(Transcript transcript) {
    String noise = transcript.noise();
    return noise.isEmpty() ? "" : "; it said: " + noise;
  }

  private synchronized Optional<ResidentShell> takeIdle() {
    Optional<ResidentShell> taken = Optional.ofNullable(idle.pollLast());
    taken.ifPresent(talking::add);
    return taken;
  }

  private synchronized void register(ResidentShell started) {
    talking.add(started);
    if (closed) {
      started.hangUp();
    }
  }

  private synchronized void end(ResidentShell ended, boolean stays) {
    talking.remove(ended);
    ended.rest();
    if (stays && !closed && idle.size() < MOST_WAITING && !ended.ended()) {
      idle.addLast(ended);
    } else {
      ended.close();
    }
  }
}
