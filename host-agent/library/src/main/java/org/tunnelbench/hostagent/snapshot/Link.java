package org.tunnelbench.hostagent.snapshot;

/**
 * A network device.
 *
 * @param kind as ip-link(8) names it, such as {@code gretap}; empty for a device of hardware
 * @param local a tunnel's local address, {@code any} where it is a wildcard; empty where the device
 *     is no tunnel
 * @param remote likewise
 * @param mtu in bytes
 * @param line what is compared: everything that does not change by itself
 */
public record Link(String name, String kind, String local, String remote, int mtu, String line) {}
