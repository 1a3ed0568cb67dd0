package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.run.FileTree;

/**
 * apt-get(8) for one suite, with folders of our own: it reads the machine's settings (proxies, time
 * limits), but neither its sources nor its state, and writes nothing outside {@code folder}.
 * Signatures and hashes are checked by apt.
 */
final class Apt {
  private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
  private static final Duration QUESTION_LIMIT = Duration.ofMinutes(1);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(30);

  private final Path folder;
  private final String suite;

  private Apt(Path folder, String suite) {
    this.folder = folder;
    this.suite = suite;
  }

  /** Writes the settings; an index that an earlier one fetched is kept. */
  static Apt in(Path folder, String suite, Mirror mirror) throws IOException {
    return in(folder, "deb", suite, mirror);
  }

  /** The same for source packages. */
  static Apt ofSources(Path folder, String suite, Mirror mirror) throws IOException {
    return in(folder, "deb-src", suite, mirror);
  }

  private static Apt in(Path folder, String type, String suite, Mirror mirror) throws IOException {
    Apt apt = new Apt(folder, suite);
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.writeString(folder.resolve("status"), "");
    Files.writeString(
        folder.resolve("sources.list"),
        "%s [signed-by=%s] %s %s main\n".formatted(type, mirror.keyring(), mirror.uri(), suite));
    Files.writeString(apt.configuration(), settings(folder));
    return apt;
  }

  /** Whether there is an index, from whatever time. */
  boolean hasIndex() throws IOException {
    try (Stream<Path> lists = Files.list(folder.resolve("state/lists"))) {
      return lists.anyMatch(list -> list.toString().matches(".*_(Packages|Sources)"));
    }
  }

  /** When the index was last brought up to date. */
  Optional<Instant> updated() throws IOException {
    Path mark = folder.resolve("updated");
    return Files.exists(mark)
        ? Optional.of(Files.getLastModifiedTime(mark).toInstant())
        : Optional.empty();
  }

  /** Brings the index up to date. */
  void update() throws IOException, UnavailableException, InterruptedException {
    StepResult result = run(folder, UPDATE_LIMIT, List.of("-qq", "update"));
    if (!result.succeeded()) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, UPDATE_LIMIT));
    }
    Files.writeString(folder.resolve("updated"), "");
  }

  /** The newest files of these packages. */
  List<PackageFile> resolve(List<String> packages)
      throws IOException, UnavailableException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-qq", "--print-uris", "download"));
    arguments.addAll(packages);
    StepResult result = run(folder, QUESTION_LIMIT, arguments);
    List<PackageFile> files = PrintedUris.parse(result.stdout());
    if (!result.succeeded() || files.size() != packages.size()) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, QUESTION_LIMIT));
    }
    return files;
  }

  /** The names of these packages and of all that they depend on; recommendations are left out. */
  List<String> withDependencies(List<String> packages)
      throws IOException, UnavailableException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-qq", "--print-uris", "--no-install-recommends", "install"));
    arguments.addAll(packages);
    StepResult result = run(folder, QUESTION_LIMIT, arguments);
    List<String> names = PrintedUris.names(result.stdout());
    if (!result.succeeded() || !names.containsAll(packages)) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, QUESTION_LIMIT));
    }
    return names;
  }

  /** Fetches the newest files of these packages into a folder. */
  void download(List<String> packages, Path into)
      throws IOException, UnavailableException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-qq", "download"));
    arguments.addAll(packages);
    StepResult result = run(into, DOWNLOAD_LIMIT, arguments);
    if (!result.succeeded()) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, DOWNLOAD_LIMIT));
    }
  }

  /** The files of the newest version of a source package. */
  List<SourceFile> resolveSource(String name)
      throws IOException, UnavailableException, InterruptedException {
    StepResult result =
        run(
            folder,
            QUESTION_LIMIT,
            List.of("-qq", "--print-uris", "--download-only", "source", name));
    List<SourceFile> files = PrintedUris.sources(result.stdout());
    if (!result.succeeded() || files.isEmpty()) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, QUESTION_LIMIT));
    }
    return files;
  }

  /** Fetches the files of the newest version of a source package into a folder. */
  void downloadSource(String name, Path into)
      throws IOException, UnavailableException, InterruptedException {
    StepResult result =
        run(into, DOWNLOAD_LIMIT, List.of("-qq", "--download-only", "source", name));
    if (!result.succeeded()) {
      throw new UnavailableException("suite " + suite + ": " + reason(result, DOWNLOAD_LIMIT));
    }
  }

  /**
   * Deletes what apt keeps to answer faster, which is larger than the index that it is made from.
   */
  void forget() throws IOException {
    FileTree.delete(folder.resolve("cache"));
  }

  private StepResult run(Path workingFolder, Duration limit, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-c", configuration().toString()));
    argv.addAll(arguments);
    return LocalProcess.run(
        LocalCommand.of(argv).in(workingFolder).with("LC_ALL", "C.UTF-8").with("APT_CONFIG", ""),
        limit);
  }

  private Path configuration() {
    return folder.resolve("apt.conf");
  }

  private static String reason(StepResult result, Duration limit) {
    if (result.exitCode() == StepResult.TIMED_OUT) {
      return "apt-get did not end within %d s".formatted(limit.toSeconds());
    }
    return Stream.concat(result.stderr().lines(), result.stdout().lines())
        .filter(line -> line.startsWith("E: "))
        .map(line -> line.substring(3))
        .findFirst()
        .orElse("apt-get ended with exit code " + result.exitCode());
  }

  private static String settings(Path folder) {
    return """
    Dir::State "%1$s/state";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s/cache";
    Dir::Cache::pkgcache "pkgcache.bin";
    Dir::Cache::srcpkgcache "srcpkgcache.bin";
    Dir::Log "%1$s/log";
    Dir::Etc::sourcelist "%1$s/sources.list";
    Dir::Etc::sourceparts "/dev/null";
    Dir::Etc::preferences "/dev/null";
    Dir::Etc::preferencesparts "/dev/null";
    APT::Architecture "amd64";
    #clear APT::Architectures;
    APT::Architectures { "amd64"; };
    APT::Sandbox::User "root";
    Acquire::AllowReleaseInfoChange "true";
    Acquire::GzipIndexes "false";
    Acquire::Languages "none";
    Acquire::PDiffs "false";
    Acquire::Retries "2";
    Acquire::http::Timeout "20";
    Acquire::https::Timeout "20";
    // Hooks that would write to the machine, and indices that nothing here reads.
    #clear APT::Update::Pre-Invoke;
    #clear APT::Update::Post-Invoke;
    #clear APT::Update::Post-Invoke-Success;
    #clear DPkg::Post-Invoke;
    #clear DPkg::Pre-Install-Pkgs;
    #clear Acquire::IndexTargets::deb::DEP-11;
    #clear Acquire::IndexTargets::deb::DEP-11-icons;
    #clear Acquire::IndexTargets::deb::DEP-11-icons-small;
    #clear Acquire::IndexTargets::deb::DEP-11-icons-large;
    #clear Acquire::IndexTargets::deb::DEP-11-icons-hidpi;
    #clear Acquire::IndexTargets::deb::DEP-11-icons-large-hidpi;
    #clear Acquire::IndexTargets::deb::Contents-deb;
    """
        .formatted(folder);
  }
}
