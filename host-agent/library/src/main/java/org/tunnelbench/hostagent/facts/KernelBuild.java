package org.tunnelbench.hostagent.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identity of a kernel's build, out of /proc/version. */
final class KernelBuild {
  private static final Pattern PACKAGE = Pattern.compile(" Debian (\\S+) | (#\\S+-Ubuntu) ");
  private static final Pattern COMPILED = Pattern.compile("(#\\d+ .*)$");

  private KernelBuild() {}

  /**
   * The package's version where the build names it ({@code 5.10.46-4}); else what the fleet says of
   * it; else which compilation it was and when ({@code #1 Wed Aug 4 20:30:21 UTC 2021}), which no
   * other build of the release shares.
   *
   * @param known of the fleet, since some builds (User-Mode Linux among them) do not name their
   *     package
   */
  static String of(String procVersion, Optional<String> known) {
    String line = procVersion.strip();
    Matcher named = PACKAGE.matcher(line);
    if (named.find()) {
      return named.group(1) == null ? named.group(2) : named.group(1);
    }
    Matcher compiled = COMPILED.matcher(line);
    return known.orElseGet(() -> compiled.find() ? compiled.group(1) : line);
  }
}
