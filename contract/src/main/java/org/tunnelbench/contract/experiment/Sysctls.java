package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kernel parameters, by the names of sysctl(8).
 *
 * @param values by name; empty for whatever the host has
 */
public record Sysctls(SortedMap<String, String> values) {
  /** Whatever the host has. */
  public static final Sysctls DEFAULT = new Sysctls(Collections.emptySortedMap());

  /**
   * Of the network alone, and no text that a shell or a path would read as something else. The
   * kernel changes other settings along with forwarding (inet_forward_change in
   * net/ipv4/devinet.c), which would not be put back.
   */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?!net\\.ipv4\\.(ip_forward|conf\\.[^.=]+\\.forwarding)=)net\\.(core|ipv4|netfilter)(\\.[A-Za-z0-9_-]{1,64}){1,6}=[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?");

  public Sysctls {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Reads {@code default} or such as {@code net.ipv4.xfrm4_gc_thresh=1024}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Sysctls parse(String text) {
    return text.equals("default")
        ? DEFAULT
        : new Sysctls(
            Assignments.parse(
                "sysctl",
                text,
                ASSIGNMENT,
                "must be default or NAME=VALUE with a name below net.core, net.ipv4 or"
                    + " net.netfilter, such as net.ipv4.xfrm4_gc_thresh=1024, and none of"
                    + " forwarding, which changes others too"));
  }

  @Override
  @JsonValue
  public String toString() {
    return Assignments.text(values);
  }
}
