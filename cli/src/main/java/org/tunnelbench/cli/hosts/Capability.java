package org.tunnelbench.cli.hosts;

import java.util.List;

/**
 * Whether a host can do one level of a factor.
 *
 * @param factor such as {@code tunnel}
 * @param lacks what it lacks for that, as a submission would be refused; none where it can
 */
record Capability(String factor, String level, List<String> lacks) {
  Capability {
    lacks = List.copyOf(lacks);
  }

  boolean isThere() {
    return lacks.isEmpty();
  }
}
