package org.tunnelbench.lab.fleet;

import java.util.Arrays;
import java.util.Optional;

/** One of the fleet's three services. */
public enum Service {
  CONTROLLER("controller"),
  HOST_AGENT("host-agent"),
  THROUGHPUT_PROBE("throughput-probe");

  private final String partName;

  Service(String partName) {
    this.partName = partName;
  }

  /** The service of that name, where there is one. */
  static Optional<Service> named(String partName) {
    return Arrays.stream(values())
        .filter(service -> service.partName().equals(partName))
        .findFirst();
  }

  /** Its name as a part of the lab, and the name of its folder among the products. */
  public String partName() {
    return partName;
  }
}
