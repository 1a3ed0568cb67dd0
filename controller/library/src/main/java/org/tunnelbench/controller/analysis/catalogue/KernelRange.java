package org.tunnelbench.controller.analysis.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.controller.analysis.CellOrder;

/**
 * Kernels that have a fault, or have it no more.
 *
 * @param of expression that a kernel's name begins with; its first group is what is compared. A
 *     release of Debian's, as in {@code 5.10.0-8-amd64}, does not tell the version that it is built
 *     from: that of the package behind it does
 * @param from the first that has it; the first ever where absent
 * @param before the first that has it no more; none where absent
 */
public record KernelRange(String of, Optional<String> from, Optional<String> before) {
  /** Whether a kernel has a fault. */
  public enum Answer {
    BROKEN,
    FREE,
    UNKNOWN
  }

  Answer of(String kernel) {
    Matcher name = Pattern.compile(of).matcher(kernel);
    if (!name.lookingAt()) {
      return Answer.UNKNOWN;
    }
    String version = name.group(1);
    boolean began = from.isEmpty() || CellOrder.NATURAL.compare(version, from.get()) >= 0;
    boolean ended = before.isPresent() && CellOrder.NATURAL.compare(version, before.get()) >= 0;
    return began && !ended ? Answer.BROKEN : Answer.FREE;
  }
}
