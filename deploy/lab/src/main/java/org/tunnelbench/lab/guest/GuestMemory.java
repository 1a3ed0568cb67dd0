package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder for the files that are the guests' memory (they are unlinked as soon as they are made,
 * and grow as the guest touches its memory). User-mode Linux maps them as executable.
 */
public final class GuestMemory {
  /** What each guest believes to have, in MiB. */
  public static final int MEBIBYTES_OF_A_GUEST = 128;

  private static final Path MOUNTS = Path.of("/proc/mounts");

  private GuestMemory() {}

  /**
   * The first of $TMPDIR, /dev/shm and /tmp that has room for that many guests and lets files be
   * executed. /dev/shm comes before /tmp, whose files may be written to a disk.
   */
  public static Optional<Path> choose(int guests, Map<String, String> environment)
      throws IOException {
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(environment.get("TMPDIR"))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .ifPresent(candidates::add);
    candidates.add(Path.of("/dev/shm"));
    candidates.add(Path.of("/tmp"));
    for (Path candidate : candidates) {
      if (isFit(candidate, guests)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Bytes that so many guests can come to need. */
  public static long needed(int guests) {
    return ((long) guests * MEBIBYTES_OF_A_GUEST) << 20;
  }

  private static boolean isFit(Path folder, int guests) throws IOException {
    return Files.isDirectory(folder)
        && Files.isWritable(folder)
        && Files.getFileStore(folder).getUsableSpace() >= needed(guests)
        && !isMountedNoexec(folder);
  }

  private static boolean isMountedNoexec(Path folder) throws IOException {
    Path real = folder.toRealPath();
    Optional<String[]> mount =
        Files.readAllLines(MOUNTS).stream()
            .map(line -> line.split(" ", -1))
            .filter(fields -> fields.length > 3 && real.startsWith(fields[1]))
            .reduce((outer, inner) -> inner[1].length() >= outer[1].length() ? inner : outer);
    return mount.map(fields -> List.of(fields[3].split(",", -1)).contains("noexec")).orElse(false);
  }
}
