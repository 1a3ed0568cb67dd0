package org.tunnelbench.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.lab.LabException;

/**
 * The folder of one run, which holds everything that the run writes:
 *
 * <pre>
 * launcher     the process that started the run
 * supervisor   the process that all others of the run hang on
 * detached     present where the run outlives its launcher
 * uses         folders of the cache that the run needs, a line each
 * fleet.yaml   the guests, and how to reach them
 * token        of the controller, which only its owner may read; tokens says the same to the controller
 * logs/  keys/  guests/  services/
 * </pre>
 */
public final class RunFolder {
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final String UNFINISHED = ".new-";

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Sweeps what dead runs left and makes the folder of a new run of this process. */
  public static RunFolder create(LabFolders folders)
      throws IOException, LabException, InterruptedException {
    sweep(folders);
    return FolderLock.holding(folders.runs(), LOCK_LIMIT, () -> make(folders));
  }

  private static RunFolder make(LabFolders folders) throws IOException {
    ProcessIdentity launcher = ProcessIdentity.ofThisProcess();
    String base = LocalDateTime.now(ZoneId.systemDefault()).format(NAME) + "-" + launcher.pid();
    Path unfinished = folders.runs().resolve(UNFINISHED + base);
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(unfinished.resolve("launcher"), launcher.toString());
    for (String part : List.of("logs", "keys", "guests", "services")) {
      Files.createDirectory(unfinished.resolve(part));
    }
    Path path = Files.move(unfinished, free(folders.runs(), base), StandardCopyOption.ATOMIC_MOVE);
    return new RunFolder(path);
  }

  /** The folders of all runs, oldest first. */
  public static List<RunFolder> all(LabFolders folders) throws IOException {
    if (!Files.isDirectory(folders.runs())) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folders.runs())) {
      return found
          .filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith("."))
          .sorted()
          .map(RunFolder::new)
          .toList();
    }
  }

  /**
   * Removes what dead runs left: their processes, then their folders. A run that lives is not
   * touched.
   *
   * @return the names of the runs that were removed
   */
  public static List<String> sweep(LabFolders folders)
      throws IOException, LabException, InterruptedException {
    return FolderLock.holding(folders.runs(), LOCK_LIMIT, () -> sweepAlone(folders));
  }

  private static List<String> sweepAlone(LabFolders folders)
      throws IOException, InterruptedException {
    List<String> removed = new ArrayList<>();
    for (RunFolder run : all(folders)) {
      if (run.condition() == RunCondition.DEAD) {
        run.end();
        removed.add(run.name());
      }
    }
    try (Stream<Path> found = Files.list(folders.runs())) {
      for (Path path : found.filter(RunFolder::isUnfinished).toList()) {
        FileTree.delete(path);
      }
    }
    return removed;
  }

  public String name() {
    return path.getFileName().toString();
  }

  public Path path() {
    return path;
  }

  /** Of the processes' output, a file for each. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** The log of the process of that name. */
  public Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /** Of SSH keys. */
  public Path keys() {
    return path.resolve("keys");
  }

  /** Of the guests, a folder for each. */
  public Path guests() {
    return path.resolve("guests");
  }

  /** Of what the services write, a folder for each. */
  public Path services() {
    return path.resolve("services");
  }

  /** The fleet document of this run's guests. */
  public Path fleetFile() {
    return path.resolve("fleet.yaml");
  }

  /** Records the process that all others hang on, so that a later command can end them. */
  public void recordSupervisor(long pid) throws IOException {
    ProcessIdentity identity =
        ProcessIdentity.of(pid)
            .orElseThrow(() -> new InvalidValueException("supervisor", pid, "must be running"));
    Files.writeString(path.resolve("supervisor"), identity.toString());
  }

  /** Records that the run outlives its launcher. */
  public void recordDetached() throws IOException {
    Files.writeString(path.resolve("detached"), "");
  }

  /** Records folders of the cache that must stay as long as the run lives. */
  public void recordUses(List<Path> cached) throws IOException {
    Files.write(path.resolve("uses"), cached.stream().map(Path::toString).toList());
  }

  /** The folders of the cache that must stay as long as the run lives. */
  public List<Path> uses() throws IOException {
    try {
      return Files.readAllLines(path.resolve("uses")).stream().map(Path::of).toList();
    } catch (NoSuchFileException notYetOrNoLonger) {
      return List.of();
    }
  }

  /** Whether the run lives. */
  public RunCondition condition() throws IOException {
    boolean detached = Files.exists(path.resolve("detached"));
    if (!detached && process("launcher").filter(ProcessIdentity::isAlive).isPresent()) {
      return RunCondition.ATTACHED;
    }
    if (detached && process("supervisor").filter(ProcessIdentity::isAlive).isPresent()) {
      return RunCondition.DETACHED;
    }
    return RunCondition.DEAD;
  }

  /** Ends the run's processes, whatever their condition, and deletes the folder. */
  public void end() throws IOException, InterruptedException {
    Optional<ProcessIdentity> supervisor = process("supervisor");
    if (supervisor.isPresent()) {
      supervisor.get().end(GRACE);
    }
    FileTree.delete(path);
  }

  /** The process that a file names; absent where the run is just being removed, too. */
  private Optional<ProcessIdentity> process(String file) throws IOException {
    try {
      return Optional.of(ProcessIdentity.parse(Files.readString(path.resolve(file))));
    } catch (NoSuchFileException notYetOrNoLonger) {
      return Optional.empty();
    }
  }

  private static Path free(Path runs, String base) {
    Path path = runs.resolve(base);
    for (int number = 2; Files.exists(path); number++) {
      path = runs.resolve(base + "-" + number);
    }
    return path;
  }

  private static boolean isUnfinished(Path path) {
    return path.getFileName().toString().startsWith(UNFINISHED);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
