package org.tunnelbench.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A process's way to the log: reads the commands of its host at least once and in order, and writes
 * until the log has it. It can be cut off.
 */
final class Station {
  private static final Duration BEFORE_TRYING_AGAIN = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 20;

  private final World world;
  private final Life life;
  private final String group;
  private final String topic;
  private final Handler handler;

  /** Offsets of what was taken and of what was handled; what is handled without a gap is known. */
  private final NavigableSet<Long> underWay = new TreeSet<>();

  private final Set<Long> handled = new HashSet<>();

  private long next;
  private boolean cutOff;
  private boolean polls;

  /** Takes a command. */
  interface Handler {
    /** Answers when it is handled: it is not brought again then. */
    CompletionStage<Void> take(byte[] message, Duration age);
  }

  Station(World world, Life life, String group, String topic, Handler handler) {
    this.world = world;
    this.life = life;
    this.group = group;
    this.topic = topic;
    this.handler = handler;
    next = world.log().committed(group, topic).orElse(0);
  }

  void cutOff(boolean now) {
    cutOff = now;
  }

  /** There may be something to read. */
  void wake() {
    if (!polls && !life.isOver()) {
      polls = true;
      life.later(
          world.upTo(world.oneIn(20) ? 3_000 : 60),
          () -> {
            polls = false;
            poll();
          });
    }
  }

  private void poll() {
    if (cutOff) {
      polls = true;
      life.later(
          BEFORE_TRYING_AGAIN,
          () -> {
            polls = false;
            poll();
          });
      return;
    }
    List<Log.Stored> read = world.log().read(topic, next, MOST_AT_ONCE);
    for (Log.Stored record : read) {
      next = record.offset() + 1;
      underWay.add(record.offset());
      Duration age = Duration.between(record.at(), world.agenda().now());
      handler
          .take(record.value().orElseThrow(), age)
          .whenComplete((handled, failed) -> handled(record.offset(), Optional.ofNullable(failed)));
    }
    if (read.size() == MOST_AT_ONCE) {
      wake();
    }
  }

  private void handled(long offset, Optional<Throwable> failed) {
    if (life.isOver() || failed.isPresent()) {
      return;
    }
    handled.add(offset);
    while (!underWay.isEmpty() && handled.remove(underWay.getFirst())) {
      long done = underWay.removeFirst();
      if (!cutOff) {
        world.log().commit(group, topic, done + 1);
      }
    }
  }

  /** Writes it, however long that takes; now and then it comes twice. */
  CompletionStage<Void> write(Log.Write write) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    write.value().ifPresent(world.invariants()::says);
    life.later(world.upTo(30), () -> attempt(write, kept));
    return kept;
  }

  private void attempt(Log.Write write, CompletableFuture<Void> kept) {
    if (cutOff) {
      life.later(BEFORE_TRYING_AGAIN, () -> attempt(write, kept));
      return;
    }
    world.log().append(write);
    if (world.oneIn(20)) {
      // The acknowledgement was lost.
      life.later(BEFORE_TRYING_AGAIN, () -> attempt(write, kept));
    } else {
      kept.complete(null);
    }
  }
}
