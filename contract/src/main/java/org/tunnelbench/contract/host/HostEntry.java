package org.tunnelbench.contract.host;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tunnelbench.contract.InvalidValueException;

/**
 * One host of a fleet document: its name, how it is reached and its address on the underlay.
 *
 * @param ssh present exactly where {@code kind} is {@code ssh}
 * @param namespace the namespace's name, present exactly where {@code kind} is {@code netns}
 * @param underlay the address that tunnels and ESP use as their outer address
 * @param labels free words of the user's, by which documents select hosts; at most 16
 * @param options what the user asks for on this host
 */
public record HostEntry(
    HostName name,
    HostKind kind,
    Ipv4Address underlay,
    Optional<SshEntry> ssh,
    Optional<String> namespace,
    Map<String, String> labels,
    HostOptions options) {
  /** Bound on the labels of a host. */
  public static final int MOST_LABELS = 16;

  /**
   * The label that names the build of the host's kernel ({@code 5.10.46-4}), for kernels that do
   * not tell it themselves.
   */
  public static final String KERNEL_BUILD = "kernel-build";

  private static final String LABEL = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
  private static final String LABEL_RULE =
      "must be 1 to 63 letters, digits, dots, dashes and underscores, beginning with a letter or digit";

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
    namespace.ifPresent(HostEntry::requireNamespace);
    InvalidValueException.unless(
        kind != HostKind.NETNS || !options.unloadModules(),
        "unloadModules",
        name,
        "must not be asked of a namespace, whose modules are those of the whole machine");
    requireLabels(labels);
    labels = Map.copyOf(labels);
  }

  /** A host of which nothing out of the ordinary is asked. */
  public HostEntry(
      HostName name,
      HostKind kind,
      Ipv4Address underlay,
      Optional<SshEntry> ssh,
      Optional<String> namespace,
      Map<String, String> labels) {
    this(name, kind, underlay, ssh, namespace, labels, HostOptions.NONE);
  }

  /** The entry with each path of a key, password or known hosts put in its place. */
  public HostEntry withFiles(UnaryOperator<String> place) {
    return new HostEntry(
        name, kind, underlay, ssh.map(entry -> entry.withFiles(place)), namespace, labels, options);
  }

  /** What the fleet says of the kernel's build. */
  public Optional<String> kernelBuild() {
    return Optional.ofNullable(labels.get(KERNEL_BUILD));
  }

  /** Whether a word can be a label's name or value. */
  public static boolean isLabelWord(String word) {
    return word.matches(LABEL);
  }

  /** Refuses what cannot be a namespace's name. */
  public static void requireNamespace(String namespace) {
    InvalidValueException.unless(
        namespace.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}"),
        "namespace",
        namespace,
        "must be a namespace's name as ip-netns(8) lists it");
  }

  /** Refuses labels that are too many, or not plain words. */
  public static void requireLabels(Map<String, String> labels) {
    InvalidValueException.unless(
        labels.size() <= MOST_LABELS,
        "labels",
        labels.size(),
        "must be at most " + MOST_LABELS + " labels");
    labels.forEach(
        (name, value) -> {
          requireLabelWord(name);
          requireLabelWord(value);
        });
  }

  /** Refuses what can be neither a label's name nor its value. */
  public static void requireLabelWord(String word) {
    InvalidValueException.unless(isLabelWord(word), "labels", word, LABEL_RULE);
  }
}
