package org.tunnelbench.hostagent.snapshot;

import java.util.Optional;
import org.tunnelbench.contract.host.Ipv4Network;

/**
 * An address of a device.
 *
 * @param network absent for IPv6
 * @param line what is compared
 */
public record Address(String device, Optional<Ipv4Network> network, String line) {}
