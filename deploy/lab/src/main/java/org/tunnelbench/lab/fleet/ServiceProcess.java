package org.tunnelbench.lab.fleet;

/**
 * A process of a service; of the controller there may be several.
 *
 * @param part what it is called and where it listens
 */
record ServiceProcess(Service service, Part part) {}
