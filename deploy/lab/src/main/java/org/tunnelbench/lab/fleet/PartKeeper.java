package org.tunnelbench.lab.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.supervise.ChildExit;

/**
 * Tells of the parts of a lab that die, and starts them again: what services had to remember is in
 * Kafka and in their state folders.
 */
final class PartKeeper {
  /** How often each part is started again; one that dies more often has a fault. */
  static final int MOST_RESTARTS = 3;

  private final Consumer<String> notes;
  private final Map<String, Restart> kept = new ConcurrentHashMap<>();
  private final Map<String, Integer> restarts = new HashMap<>();

  /** Starts a part again and waits until it is ready. */
  interface Restart {
    void again() throws LabException, InterruptedException;
  }

  /**
   * @param notes hears what died, with the end of its log, and what was started again
   */
  PartKeeper(Consumer<String> notes) {
    this.notes = notes;
  }

  /** From now on the parts of this fleet are started again. */
  void keep(LocalFleet running) {
    for (Part part : running.parts()) {
      keep(part.name(), () -> running.restart(part.name()));
    }
  }

  /** From now on this part is started again. */
  void keep(String part, Restart restart) {
    kept.put(part, restart);
  }

  /** A process of the lab has ended. */
  void ended(ChildExit exit) {
    boolean asItShould =
        exit.requested() || (exit.name().equals(LocalFleet.FORMAT) && exit.code() == 0);
    if (asItShould) {
      return;
    }
    notes.accept("a part of the lab died: " + exit.describe());
    Optional.ofNullable(kept.get(exit.name())).ifPresent(restart -> revive(exit.name(), restart));
  }

  private void revive(String part, Restart restart) {
    if (restarts.merge(part, 1, Integer::sum) > MOST_RESTARTS) {
      notes.accept(part + " has died " + MOST_RESTARTS + " times before; it stays as it is");
      return;
    }
    // Waiting for it here would keep the supervisor from telling of others.
    Thread.ofVirtual()
        .name("revive-" + part)
        .start(
            () -> {
              try {
                restart.again();
                notes.accept(part + " was started again");
              } catch (LabException e) {
                notes.accept(part + " cannot be started again: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
