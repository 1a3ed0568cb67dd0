package org.tunnelbench.lab.fleet;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.supervise.ChildExit;

/**
 * Tells of the parts of a lab that die, and starts services again: what they had to remember is in
 * Kafka and in their state folders.
 */
final class PartKeeper {
  /** How often each service is started again; one that dies more often has a fault. */
  static final int MOST_RESTARTS = 3;

  private final Consumer<String> notes;
  private final AtomicReference<Optional<LocalFleet>> fleet =
      new AtomicReference<>(Optional.empty());
  private final Map<Service, Integer> restarts = new EnumMap<>(Service.class);

  /**
   * @param notes hears what died, with the end of its log, and what was started again
   */
  PartKeeper(Consumer<String> notes) {
    this.notes = notes;
  }

  /** From now on the services of this fleet are started again. */
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
    Arrays.stream(Service.values())
        .filter(service -> service.partName().equals(exit.name()))
        .findFirst()
        .ifPresent(service -> fleet.get().ifPresent(running -> revive(service, running)));
  }

  private void revive(Service service, LocalFleet running) {
    if (restarts.merge(service, 1, Integer::sum) > MOST_RESTARTS) {
      notes.accept(
          service.partName() + " has died " + MOST_RESTARTS + " times before; it stays as it is");
      return;
    }
    // Waiting for it here would keep the supervisor from telling of others.
    Thread.ofVirtual()
        .name("revive-" + service.partName())
        .start(
            () -> {
              try {
                running.restart(service);
                notes.accept(service.partName() + " was started again");
              } catch (LabException e) {
                notes.accept(service.partName() + " cannot be started again: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
