package org.tunnelbench.lab.fleet;

import java.nio.file.Path;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A process of the fleet.
 *
 * @param name such as {@code controller}
 * @param port on which it listens on loopback
 * @param log the file that holds what it said
 */
public record Part(String name, int port, Path log) {
  /** The name of the broker. */
  public static final String BROKER = "broker";

  /** The name of Prometheus, where the lab has one. */
  public static final String PROMETHEUS = "prometheus";

  public Part {
    InvalidValueException.unless(
        port >= 1 && port <= 65535, "port", port, "must be from 1 to 65535");
  }
}
