package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;

/** Removes what was made from packages and nobody has used for a while. */
final class MadeFolders {
  /** Long enough for those who change their settings back, and for labs that are just starting. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private MadeFolders() {}

  /** Keeps those that are wanted, those that a run uses, and those wanted a while ago. */
  static void keepOnly(LabFolders folders, List<Path> wanted, Instant now) throws IOException {
    Set<Path> keep = new HashSet<>(wanted);
    for (RunFolder run : RunFolder.all(folders)) {
      keep.addAll(run.uses());
    }
    for (Path folder : wanted) {
      Files.setLastModifiedTime(folder, FileTime.from(now));
    }
    for (String kind : List.of("kernels", "trees", "monitoring")) {
      Path made = folders.cache().resolve(kind);
      if (!Files.isDirectory(made)) {
        continue;
      }
      try (Stream<Path> found = Files.list(made)) {
        for (Path folder : found.filter(path -> !keep.contains(path)).toList()) {
          Instant last = Files.getLastModifiedTime(folder).toInstant();
          if (last.isBefore(now.minus(UNUSED))) {
            FileTree.delete(folder);
          }
        }
      }
    }
  }
}
