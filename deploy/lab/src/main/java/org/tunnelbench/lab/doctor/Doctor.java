package org.tunnelbench.lab.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.Mirror;
import org.tunnelbench.lab.guest.GuestMemory;
import org.tunnelbench.lab.guest.LabGuests;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.supervise.Isolation;

/** Looks at a machine; changes nothing. */
public final class Doctor {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final int GUESTS = 8;
  private static final int FEWEST_GUESTS = 2 * LabGuests.FEWEST_KERNELS;
  private static final int OLDEST_JAVA = 21;
  private static final long MEBIBYTE = 1 << 20;

  /** Packages, what is unpacked from them, and both again while a newer kernel is fetched. */
  private static final long CACHE_BYTES = 1536 * MEBIBYTE;

  /** Guests after traffic, a broker and three services. */
  private static final long MEMORY_BYTES = memoryOf(GUESTS);

  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** Program and the Debian package that has it. */
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "perl", "perl-base",
          "setsid", "util-linux",
          "apt-get", "apt",
          "dpkg-deb", "dpkg",
          "tar", "tar",
          "mvn", "maven");

  private final LabFolders folders;
  private final Map<String, String> environment;

  private static long memoryOf(int guests) {
    return (guests * 128L + 1024) * MEBIBYTE;
  }

  private Doctor(LabFolders folders, Map<String, String> environment) {
    this.folders = folders;
    this.environment = environment;
  }

  /** All that the lab needs, in the order in which it is needed. */
  public static List<Check> examine(LabFolders folders, Map<String, String> environment)
      throws InterruptedException {
    return new Doctor(folders, environment).examine();
  }

  private List<Check> examine() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    checks.add(architecture());
    checks.add(java());
    PROGRAMS.keySet().stream().sorted().map(this::program).forEach(checks::add);
    checks.add(isolation());
    checks.add(cacheRoom());
    checks.add(memory());
    checks.add(guestMemory());
    checks.addAll(archive());
    checks.add(kernels());
    return checks;
  }

  private static Check architecture() {
    String what = "processor";
    String found = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return found.equals("Linux amd64")
        ? Check.present(what, found)
        : Check.missing(
            what, found, "The guests' kernels exist for Linux on amd64 only; use such a machine.");
  }

  private static Check java() {
    int feature = Runtime.version().feature();
    return feature >= OLDEST_JAVA
        ? Check.present("JDK", System.getProperty("java.home") + " (" + feature + ")")
        : Check.missing(
            "JDK",
            Integer.toString(feature),
            "Install a JDK of version " + OLDEST_JAVA + " or newer and name it as JAVA_HOME.");
  }

  private Check program(String name) {
    Optional<Path> found =
        Arrays.stream(environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    return found
        .map(path -> Check.present(name, path.toString()))
        .orElseGet(
            () ->
                Check.missing(
                    name, "not on PATH", "Install Debian's package " + PROGRAMS.get(name) + "."));
  }

  private static Check isolation() throws InterruptedException {
    String what = "namespaces";
    return switch (Isolation.strongest()) {
      case USER_NAMESPACE -> Check.present(what, "user and PID namespaces (unshare)");
      case PID_NAMESPACE -> Check.present(what, "PID namespaces, as root (unshare)");
      case PARENT_DEATH_SIGNAL ->
          Check.dispensable(
              what,
              "neither user nor PID namespaces can be made",
              "The lab works without, and ends its processes by signals instead. To allow them:"
                  + " sysctl kernel.unprivileged_userns_clone=1 (or user.max_user_namespaces).");
    };
  }

  private Check cacheRoom() {
    return room("room for the cache", folders.cache(), CACHE_BYTES, LabFolders.CACHE_VARIABLE);
  }

  private static Check room(String what, Path folder, long needed, String variable) {
    try {
      long usable = Files.getFileStore(existing(folder)).getUsableSpace();
      String found = "%d MiB at %s".formatted(usable / MEBIBYTE, folder);
      return usable >= needed
          ? Check.present(what, found)
          : Check.missing(
              what,
              found,
              "%d MiB are needed: free some, or name another folder as %s."
                  .formatted(needed / MEBIBYTE, variable));
    } catch (IOException unreadable) {
      return Check.missing(what, unreadable.toString(), "Name another folder as " + variable + ".");
    }
  }

  private static Path existing(Path folder) {
    Path path = folder;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private static Check memory() {
    String what = "memory";
    try {
      long available =
          Files.readAllLines(MEMORY).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
              .findFirst()
              .orElse(0L);
      String found = "%d MiB available".formatted(available / MEBIBYTE);
      if (available >= MEMORY_BYTES) {
        return Check.present(what, found);
      }
      String remedy =
          "%d MiB are needed for all four kernels; choose fewer with --kernels."
              .formatted(MEMORY_BYTES / MEBIBYTE);
      return available >= memoryOf(FEWEST_GUESTS)
          ? Check.dispensable(what, found, remedy)
          : Check.missing(what, found, remedy);
    } catch (IOException unreadable) {
      return Check.missing(what, unreadable.toString(), "Mount /proc.");
    }
  }

  private Check guestMemory() {
    String what = "room for the guests' memory";
    try {
      return GuestMemory.choose(GUESTS, environment)
          .map(folder -> Check.present(what, folder.toString()))
          .orElseGet(
              () ->
                  Check.missing(
                      what,
                      "neither $TMPDIR nor /dev/shm nor /tmp fits",
                      "Name a folder as TMPDIR that has %d MiB and is not mounted noexec."
                          .formatted(GuestMemory.needed(GUESTS) / MEBIBYTE)));
    } catch (IOException unreadable) {
      return Check.missing(what, unreadable.toString(), "Mount /proc.");
    }
  }

  private List<Check> archive() {
    String what = "Debian archive";
    try {
      LabSettings settings = LabSettings.load(environment);
      Optional<Mirror> mirror = MachineMirror.find(settings);
      if (mirror.isEmpty()) {
        String found = "the apt sources name none, or debian-archive-keyring is not installed";
        String remedy =
            "Name one as 'mirror' in tunnelbench/lab.properties below ~/.config, and install"
                + " debian-archive-keyring.";
        return List.of(
            cachedKernels().size() >= LabGuests.FEWEST_KERNELS
                ? Check.dispensable(what, found, remedy + " The cache has kernels until then.")
                : Check.missing(what, found, remedy));
      }
      return List.of(
          Check.present(what, mirror.get().uri() + ", signed by " + mirror.get().keyring()),
          network(URI.create(mirror.get().uri())));
    } catch (IOException | IllegalArgumentException unreadable) {
      return List.of(Check.missing(what, unreadable.toString(), "Correct the settings it names."));
    }
  }

  private static Check network(URI mirror) {
    String what = "network to the archive";
    String scheme = String.valueOf(mirror.getScheme());
    if (mirror.getHost() == null) {
      return Check.present(what, "not needed for " + mirror);
    }
    int port = mirror.getPort() > 0 ? mirror.getPort() : scheme.equals("https") ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(mirror.getHost(), port), (int) LONGEST_LOOK.toMillis());
      return Check.present(what, mirror.getHost() + " answers");
    } catch (IOException unreachable) {
      // apt may have a proxy, and the cache may hold all that is needed.
      return Check.dispensable(
          what,
          mirror.getHost() + " does not answer directly",
          "Without network only kernels in the cache can be had; a proxy set for apt is used.");
    }
  }

  private Check kernels() {
    String what = "kernels in the cache";
    try {
      List<String> found = cachedKernels();
      return found.isEmpty()
          ? Check.dispensable(what, "none", "The first start fetches them (about 170 MiB).")
          : Check.present(what, String.join(", ", found));
    } catch (IOException unreadable) {
      return Check.missing(
          what, unreadable.toString(), "Remove " + folders.cache() + " and start again.");
    }
  }

  private List<String> cachedKernels() throws IOException {
    Path kernels = folders.cache().resolve("kernels");
    if (!Files.isDirectory(kernels)) {
      return List.of();
    }
    List<String> builds = new ArrayList<>();
    try (Stream<Path> found = Files.list(kernels)) {
      for (Path identity : found.map(folder -> folder.resolve("identity")).toList()) {
        if (Files.isReadable(identity)) {
          builds.add(Files.readAllLines(identity).getLast());
        }
      }
    }
    return builds.stream().sorted().toList();
  }
}
