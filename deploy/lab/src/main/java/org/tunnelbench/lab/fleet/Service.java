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

  /** The name of one of several of its processes as a part of the lab, counted from 1. */
  String partName(int number) {
    return number == 1 ? partName : partName + "-" + number;
  }

  /**
   * The name of its first process as a part of the lab, and the name of its folder among the
   * products.
   */
  public String partName() {
    return partName;
  }
}
