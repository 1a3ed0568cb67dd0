package org.tunnelbench.lab.supervise;

/**
 * One of the two ends of a link.
 *
 * @param descriptor the number under which a child that was given this end finds it
 */
public record LinkEnd(int descriptor) {}
