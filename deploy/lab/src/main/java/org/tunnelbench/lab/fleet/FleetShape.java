package org.tunnelbench.lab.fleet;

import java.util.Map;

/**
 * What a fleet consists of.
 *
 * @param processes how many each service has; none where it is not named
 * @param hosts of its document, as far as they are known beforehand: each has four topics
 */
record FleetShape(Map<Service, Integer> processes, int hosts) {
  private static final int MOST_HOSTS_OF_SMALL = 100;

  FleetShape {
    processes = Map.copyOf(processes);
  }

  /** How many a service has. */
  int processesOf(Service service) {
    return processes.getOrDefault(service, 0);
  }

  /** How many there are of all services together. */
  int allProcesses() {
    return processes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The most heap that the broker is to have. */
  String brokerHeap() {
    return hosts <= MOST_HOSTS_OF_SMALL ? "-Xmx96m" : "-Xmx512m";
  }
}
