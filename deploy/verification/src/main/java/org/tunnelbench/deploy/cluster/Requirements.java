package org.tunnelbench.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a machine must have before a cluster can be made on it. */
public final class Requirements {
  /** Programs of the machine's own, each with the package of Debian's that has it. */
  private static final List<Program> PROGRAMS =
      List.of(
          new Program("dpkg-source", "dpkg-dev"),
          new Program("kubectl", "one of 1.27 or newer, for kustomize"),
          new Program("nsenter", "util-linux"),
          new Program("pivot_root", "util-linux"),
          new Program("unshare", "util-linux"));

  private static final String SYSTEM_FOLDERS = "/usr/sbin:/sbin";
  private static final int ROOT = 0;

  private Requirements() {}

  private record Program(String name, String origin) {}

  /** What this machine or this user lacks, a sentence each; empty where a cluster can be made. */
  public static List<String> missing() throws IOException {
    List<String> missing = new ArrayList<>();
    if (!Integer.valueOf(ROOT).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      missing.add("a cluster takes root: namespaces of the network and of mounts, and cgroups");
    }
    for (Program program : PROGRAMS) {
      if (!isFound(program.name())) {
        missing.add(program.name() + " is not on PATH (" + program.origin() + ")");
      }
    }
    if (!Files.readString(Path.of("/proc/filesystems")).contains("\toverlay\n")) {
      missing.add("this kernel has no overlayfs, on which containers stand");
    }
    if (!Files.isDirectory(Path.of("/proc/sys/net/bridge"))) {
      missing.add("this kernel has no br_netfilter, by which Services reach pods: load the module");
    }
    return List.copyOf(missing);
  }

  private static boolean isFound(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", "") + ":" + SYSTEM_FOLDERS)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
