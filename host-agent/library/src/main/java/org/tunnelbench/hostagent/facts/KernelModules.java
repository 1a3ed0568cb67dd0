package org.tunnelbench.hostagent.facts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules that tunnels and ESP need, and what a host says of them. */
public final class KernelModules {
  /**
   * By the names of all kernels since 2.6.18: one that a kernel has built in, has renamed or no
   * longer has is simply not loaded. {@code drbg} is what AES needs for its initial vectors on 5.10
   * and 6.1; {@code af_key} is what setkey and racoon speak to.
   */
  static final List<String> NEEDED =
      List.of(
          "ip_gre",
          "ipip",
          "bridge",
          "veth",
          "xfrm_user",
          "af_key",
          "esp4",
          "ipcomp",
          "xfrm4_mode_transport",
          "xfrm4_mode_tunnel",
          "crypto_null",
          "authenc",
          "hmac",
          "md5",
          "sha1_generic",
          "sha256_generic",
          "aes",
          "aes_generic",
          "ecb",
          "cbc",
          "ctr",
          "gcm",
          "ghash_generic",
          "echainiv",
          "seqiv",
          "drbg");

  /** Loads them where they are missing; the note of 2013 loads those of its own so. */
  public static final List<String> LOAD =
      Stream.concat(Stream.of("modprobe", "-a", "-q"), NEEDED.stream()).toList();

  /** Prints what is loaded; fails on a kernel that takes no modules. */
  static final List<String> PRESENT = List.of("cat", "/proc/modules");

  /** Prints what every installed kernel has built in, each line after its file's path. */
  static final List<String> BUILT_IN_LISTING =
      List.of(
          "find",
          "/lib/modules/",
          "-maxdepth",
          "2",
          "-name",
          "modules.builtin",
          "-exec",
          "grep",
          "-H",
          "",
          "{}",
          "+");

  private static final Pattern BUILT_IN =
      Pattern.compile("/modules/([^/]+)/modules\\.builtin:.*/([^/.]+)\\.ko\\S*");

  private KernelModules() {}

  /** Those of the needed modules that /proc/modules lists. */
  static Set<String> loaded(String procModules) {
    Set<String> loaded = new LinkedHashSet<>();
    procModules.lines().map(line -> line.split(" ", 2)[0]).forEach(loaded::add);
    return needed(loaded);
  }

  /**
   * Those of the needed modules that are built in.
   *
   * @param listing lines of modules.builtin, each after the path of its file and a colon
   * @param release only files of this kernel count
   */
  static Set<String> builtIn(String listing, String release) {
    Set<String> builtIn = new LinkedHashSet<>();
    listing
        .lines()
        .map(BUILT_IN::matcher)
        .filter(Matcher::find)
        .filter(matcher -> matcher.group(1).equals(release))
        .forEach(matcher -> builtIn.add(matcher.group(2).replace('-', '_')));
    return needed(builtIn);
  }

  private static Set<String> needed(Set<String> modules) {
    Set<String> needed = new TreeSet<>(NEEDED);
    needed.retainAll(modules);
    return needed;
  }
}
