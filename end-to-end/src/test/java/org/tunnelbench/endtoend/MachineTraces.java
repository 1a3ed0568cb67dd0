package org.tunnelbench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster of the machine's own would leave on it, or change. */
final class MachineTraces {
  private static final String[] FOLDERS = {
    "/etc/cni",
    "/run/containerd",
    "/var/lib/cni",
    "/var/lib/containerd",
    "/var/lib/etcd",
    "/var/lib/kubelet",
    "/var/log/containers",
    "/var/log/pods"
  };

  private static final String[] SETTINGS = {
    "kernel/keys/root_maxbytes",
    "kernel/keys/root_maxkeys",
    "kernel/panic",
    "kernel/panic_on_oops",
    "net/ipv4/conf/all/route_localnet",
    "net/ipv4/ip_forward",
    "vm/overcommit_memory",
    "vm/panic_on_oom"
  };

  private static final String OWN_CGROUP = "tunnelbench-node-";

  private MachineTraces() {}

  /** All of it, by its path. */
  static Map<String, String> look() throws IOException {
    SortedMap<String, String> seen = new TreeMap<>();
    for (String folder : FOLDERS) {
      seen.put(folder, entries(Path.of(folder)));
    }
    for (String setting : SETTINGS) {
      Path file = Path.of("/proc/sys").resolve(setting);
      seen.put(setting, Files.isReadable(file) ? Files.readString(file).strip() : "absent");
    }
    return Map.copyOf(seen);
  }

  /** The cgroups of nodes that there are. */
  static String cgroups() throws IOException {
    try (Stream<Path> found =
        Files.find(
            Path.of("/sys/fs/cgroup"),
            Integer.MAX_VALUE,
            (path, attributes) -> path.getFileName().toString().startsWith(OWN_CGROUP))) {
      return found.map(Path::toString).sorted().collect(Collectors.joining(" "));
    }
  }

  private static String entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "absent";
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::toString).sorted().collect(Collectors.joining(" "));
    }
  }
}
