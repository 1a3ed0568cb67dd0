package org.tunnelbench.lab.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Packages;
import org.tunnelbench.lab.debian.UnavailableException;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;

/**
 * Prometheus, promtool and Alertmanager out of Debian's packages, unpacked and never installed.
 *
 * @param folder that holds them as a root would
 * @param suite that they are of
 */
public record MonitoringPrograms(Path folder, String suite) {
  private static final String LAYOUT = "monitoring 1";
  private static final String KIND = "monitoring";
  private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(20);

  /**
   * The newest that can be had, by the settings' suites; made where they are not there yet.
   *
   * @param progress hears a line about everything that takes time or cannot be had
   * @throws LabException where no suite gives them
   */
  public static MonitoringPrograms prepare(
      LabFolders folders, LabSettings settings, Consumer<String> progress)
      throws LabException, InterruptedException {
    try {
      return FolderLock.holding(
          folders.cache(),
          LONGEST_PREPARATION,
          () -> prepareAlone(folders.cache(), settings, progress));
    } catch (IOException failed) {
      throw new LabException(
          "Cannot prepare Prometheus in " + folders.cache() + ": " + failed.getMessage(), failed);
    }
  }

  private static MonitoringPrograms prepareAlone(
      Path cache, LabSettings settings, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    Packages packages =
        new Packages(cache, settings, MachineMirror.find(settings), Clock.systemUTC(), progress);
    List<String> problems = new ArrayList<>();
    for (String suite : settings.monitoring().suites()) {
      try {
        PackageSet set = packages.get(suite, settings.monitoring().packages(), false);
        return new MonitoringPrograms(unpacked(set, cache.resolve(KIND)), suite);
      } catch (UnavailableException unavailable) {
        problems.add(unavailable.getMessage());
      }
    }
    throw new LabException(
        "Prometheus cannot be had: %s. Name a suite that the mirror has as 'monitoring-suites' in lab.properties, or try again with network."
            .formatted(String.join("; ", problems)));
  }

  private static Path unpacked(PackageSet set, Path made)
      throws IOException, LabException, InterruptedException {
    List<String> parts = new ArrayList<>(List.of(LAYOUT));
    set.files().forEach(file -> parts.add(file.sha256()));
    Path folder = made.resolve(ContentKey.of(parts));
    if (!Files.isDirectory(folder)) {
      Path unfinished = Files.createTempDirectory(Files.createDirectories(made), ".new-");
      for (PackageFile file : set.files()) {
        Unpacking.unpack(set.path(file), unfinished);
      }
      FileTree.delete(unfinished.resolve("usr/share/doc"));
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    // The cache keeps what was used a short while ago.
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    return folder;
  }

  /** The server. */
  public Path prometheus() {
    return program("prometheus");
  }

  /** The checker of configurations and rules. */
  public Path promtool() {
    return program("promtool");
  }

  /**
   * The command of an Alertmanager with further arguments. Debian's build reads its template at one
   * path of the root and at no other: it sees this folder's there, in a mount namespace of its own.
   */
  public List<String> alertmanager(List<String> arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$1\" /usr/share && shift && exec \"$@\"",
                "sh",
                folder.resolve("usr/share").toString(),
                program("prometheus-alertmanager").toString()));
    argv.addAll(arguments);
    return List.copyOf(argv);
  }

  private Path program(String name) {
    return folder.resolve("usr/bin").resolve(name);
  }
}
