package org.tunnelbench.hostagent.snapshot;

import java.util.Optional;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * A route of any table.
 *
 * @param destination absent for IPv6, and for a default route
 * @param device empty where the route names none
 * @param line what is compared
 */
public record Route(Optional<Ipv4Network> destination, String device, String line) {}
