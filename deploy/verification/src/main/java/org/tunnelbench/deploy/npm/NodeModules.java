package org.tunnelbench.deploy.npm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;

/**
 * Packages of npm, exactly those that a lock file names: npm holds each to the hash that stands
 * there. They are kept in the lab's cache, and none of their scripts is run when they are unpacked.
 *
 * @param folder the {@code node_modules}
 */
public record NodeModules(Path folder) {
  private static final String LAYOUT = "npm 1";
  private static final String KIND = "npm";
  private static final String WANTED = "package.json";
  private static final String LOCK = "package-lock.json";
  private static final String MODULES = "node_modules";

  /** Bound on fetching some hundred packages by a slow line. */
  private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(15);

  /**
   * Those that a folder's {@code package-lock.json} names; fetched where the cache lacks them.
   *
   * @param progress hears a line where they are fetched
   * @throws LabException where npm cannot fetch them, or one is not what the lock file says
   */
  public static NodeModules prepare(Path wanting, LabFolders folders, Consumer<String> progress)
      throws LabException, InterruptedException {
    Path cache = folders.cache().resolve(KIND);
    try {
      return FolderLock.holding(
          cache, LONGEST_INSTALLATION, () -> prepareAlone(wanting, cache, progress));
    } catch (IOException failed) {
      throw new LabException(
          "Cannot prepare npm's packages in " + cache + ": " + failed.getMessage(), failed);
    }
  }

  private static NodeModules prepareAlone(Path wanting, Path cache, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    Path made =
        cache.resolve(
            ContentKey.of(
                List.of(
                    LAYOUT,
                    Files.readString(wanting.resolve(WANTED)),
                    Files.readString(wanting.resolve(LOCK)))));
    if (!Files.isDirectory(made)) {
      progress.accept("fetching what " + wanting.resolve(LOCK) + " names");
      Path unfinished = Files.createTempDirectory(cache, ".new-");
      try {
        install(wanting, unfinished);
        Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        FileTree.delete(unfinished);
      }
    }
    return new NodeModules(made.resolve(MODULES));
  }

  private static void install(Path wanting, Path unfinished)
      throws IOException, LabException, InterruptedException {
    for (String file : List.of(WANTED, LOCK)) {
      Files.copy(wanting.resolve(file), unfinished.resolve(file));
    }
    StepResult installed =
        LocalProcess.run(
            LocalCommand.of(
                    "npm",
                    "ci",
                    "--legacy-peer-deps",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error")
                .in(unfinished),
            LONGEST_INSTALLATION);
    if (!installed.succeeded()) {
      throw new LabException(
          "npm ci of %s failed with exit code %d: %s. Try again with network."
              .formatted(wanting.resolve(LOCK), installed.exitCode(), installed.stderr().strip()));
    }
  }

  /** The command of a program of theirs, by its script's path below the folder. */
  public List<String> command(String script, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("node", folder.resolve(script).toString()));
    argv.addAll(List.of(arguments));
    return List.copyOf(argv);
  }
}
