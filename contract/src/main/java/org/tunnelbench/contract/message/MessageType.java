package org.tunnelbench.contract.message;

/**
 * A kind of message: our own name for it, never a class name, and its major version.
 *
 * @param version raised when an old reader could no longer understand a new message
 */
public record MessageType<T>(String name, int version, Class<T> body) {}
