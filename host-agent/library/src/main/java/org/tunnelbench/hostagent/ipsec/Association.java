package org.tunnelbench.hostagent.ipsec;

/**
 * An association of the SAD; without its keys.
 *
 * @param protocol {@code esp}, {@code ah}, {@code comp}
 * @param spi 0 while the kernel waits for a key daemon to fill it in
 * @param requestId 0 to 2³²−1
 * @param packets that it has carried; 0 where the counters were not asked for
 * @param line what is compared: without counters, lifetimes and sequence numbers
 */
public record Association(
    String source,
    String destination,
    String protocol,
    long spi,
    long requestId,
    long packets,
    String line) {}
