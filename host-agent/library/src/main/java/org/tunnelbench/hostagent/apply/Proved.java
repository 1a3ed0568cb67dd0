package org.tunnelbench.hostagent.apply;

/**
 * What the proof of an end found.
 *
 * @param mtu of the interface that carries the traffic, in bytes
 * @param espPackets that both associations had counted when the far end had answered; 0 where there
 *     is no protection
 */
public record Proved(int mtu, long espPackets) {}
