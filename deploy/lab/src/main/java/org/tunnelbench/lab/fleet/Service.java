package org.tunnelbench.lab.fleet;

/** One of the fleet's three services. */
public enum Service {
  CONTROLLER("controller"),
  HOST_AGENT("host-agent"),
  THROUGHPUT_PROBE("throughput-probe");

  private final String partName;

  Service(String partName) {
    this.partName = partName;
  }

  /** Its name as a part of the lab, and the name of its folder among the products. */
  public String partName() {
    return partName;
  }
}
