package org.tunnelbench.lab.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.supervise.ChildExit;

/**
 * Tells of the parts of a lab that die, and starts the broker and the services again: what they had
 * to remember is in their folders, and in Kafka.
 */
final class PartKeeper {
  /** How often each is started again; one that dies more often has a fault. */
  static final int MOST_RESTARTS = 3;

  private final Consumer<String> notes;
  private final AtomicReference<Optional<LocalFleet>> fleet =
      new AtomicReference<>(Optional.empty());
  private final Map<String, Integer> restarts = new HashMap<>();

  /**
   * @param notes hears what died, with the end of its log, and what was started again
   */
  PartKeeper(Consumer<String> notes) {
    this.notes = notes;
  }

  /** From now on the parts of this fleet are started again. */
  void keep(LocalFleet running) {
    fleet.set(Optional.of(running));
  }

  /** A process of the lab has ended. */
  void ended(ChildExit exit) {
    boolean asItShould =
        exit.requested() || (exit.name().equals(LocalFleet.FORMAT) && exit.code() == 0);
    if (asItShould) {
      return;
    }
    notes.accept("a part of the lab died: " + exit.describe());
    if (exit.name().equals(Part.BROKER) || Service.named(exit.name()).isPresent()) {
      fleet.get().ifPresent(running -> revive(exit.name(), running));
    }
  }

  private void revive(String part, LocalFleet running) {
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
                running.restart(part);
                notes.accept(part + " was started again");
              } catch (LabException e) {
                notes.accept(part + " cannot be started again: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
