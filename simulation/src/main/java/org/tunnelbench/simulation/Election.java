package org.tunnelbench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kafka's group of the controllers: one of those that are heard of orchestrates. */
final class Election {
  private static final Duration SESSION = Duration.ofSeconds(6);

  private final World world;
  private final Map<ControllerProcess, Instant> heard = new LinkedHashMap<>();
  private Optional<ControllerProcess> owner = Optional.empty();

  Election(World world) {
    this.world = world;
  }

  /** Whether a controller was silent for so long that its place is lost: it begins anew. */
  boolean isLost(ControllerProcess controller) {
    @Nullable Instant last = heard.get(controller);
    return last == null || last.plus(SESSION).isBefore(world.agenda().now());
  }

  /** A controller is there; answers whether it is the one. */
  boolean heardOf(ControllerProcess controller) {
    Instant now = world.agenda().now();
    heard.put(controller, now);
    heard.values().removeIf(last -> last.plus(SESSION).isBefore(now));
    if (owner.isEmpty() || !heard.containsKey(owner.get())) {
      List<ControllerProcess> there = List.copyOf(heard.keySet());
      owner = Optional.of(there.get(world.random().nextInt(there.size())));
    }
    return owner.get() == controller;
  }

  /** A controller stands back. */
  void left(ControllerProcess controller) {
    heard.remove(controller);
  }
}
