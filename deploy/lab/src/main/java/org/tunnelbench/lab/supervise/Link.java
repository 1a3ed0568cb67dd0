package org.tunnelbench.lab.supervise;

/**
 * A pair of connected sockets (AF_UNIX, SOCK_SEQPACKET) that carries packets between two children.
 * The supervisor keeps both ends open, so that a child that ended can be started again on its end.
 */
public record Link(LinkEnd first, LinkEnd second) {}
