package org.tunnelbench.controller.experiment;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first three numbers of a kernel's release; what is no release counts as newest. */
record KernelRelease(int first, int second, int third) {
  /** "gre: Add Transparent Ethernet Bridging", commit e1a8000228e1, of 2.6.28. */
  static final KernelRelease FIRST_WITH_GRETAP = new KernelRelease(2, 6, 28);

  /** "[IPSEC]: Use crypto_aead and authenc in ESP", commit 38320c70d282, of 2.6.25. */
  static final KernelRelease FIRST_WITH_AEAD = new KernelRelease(2, 6, 25);

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?.*");

  static KernelRelease of(String release) {
    Matcher matcher = FORM.matcher(release);
    if (!matcher.matches()) {
      return new KernelRelease(Integer.MAX_VALUE, 0, 0);
    }
    return new KernelRelease(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
  }

  boolean isBefore(KernelRelease other) {
    return Comparator.comparingInt(KernelRelease::first)
            .thenComparingInt(KernelRelease::second)
            .thenComparingInt(KernelRelease::third)
            .compare(this, other)
        < 0;
  }

  @Override
  public String toString() {
    return first + "." + second + "." + third;
  }
}
