package org.tunnelbench.contract.host;

import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * One host of a fleet document: its name, how it is reached and its address on the underlay.
 *
 * @param ssh present exactly where {@code kind} is {@code ssh}
 * @param namespace the namespace's name, present exactly where {@code kind} is {@code netns}
 * @param underlay the address that tunnels and ESP use as their outer address
 * @param labels free words of the user's, by which documents select hosts; at most 16
 */
public record HostEntry(
    HostName name,
    HostKind kind,
    Ipv4Address underlay,
    Optional<SshEntry> ssh,
    Optional<String> namespace,
    Map<String, String> labels) {
  public HostEntry {
    InvalidValueException.unless(
        ssh.isPresent() == (kind == HostKind.SSH),
        "ssh",
        name,
        "must have SSH settings exactly where its kind is ssh");
    InvalidValueException.unless(
        namespace.isPresent() == (kind == HostKind.NETNS),
        "namespace",
        name,
        "must name a namespace exactly where its kind is netns");
    InvalidValueException.unless(
        labels.size() <= 16, "labels", labels.size(), "must be at most 16 labels");
    labels = Map.copyOf(labels);
  }
}
