package org.tunnelbench.hostagent.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identity of a kernel's build, out of /proc/version. */
final class KernelBuild {
  private static final Pattern DEBIAN = Pattern.compile(" Debian (\\S+) ");
  private static final Pattern UBUNTU = Pattern.compile(" (#\\S+-Ubuntu) ");
  private static final Pattern COMPILED = Pattern.compile("(#\\d+ .*)$");

  private KernelBuild() {}

  /**
   * The package's version where the build names it ({@code 5.10.46-4}); else which compilation it
   * was and when ({@code #1 Wed Aug 4 20:30:21 UTC 2021}), which no other build of the release
   * shares.
   */
  static String of(String procVersion) {
    String line = procVersion.strip();
    for (Pattern pattern : new Pattern[] {DEBIAN, UBUNTU, COMPILED}) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return line;
  }
}
