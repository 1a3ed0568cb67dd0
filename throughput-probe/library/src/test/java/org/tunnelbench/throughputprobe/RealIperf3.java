package org.tunnelbench.throughputprobe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real iperf3 for the tests: the one on the PATH, or Debian's, unpacked once into the build
 * folder, of which the build has put {@code iperf3/bin} on the PATH and {@code iperf3/lib} on
 * LD_LIBRARY_PATH. Nothing is installed.
 */
public final class RealIperf3 {
  private static final List<String> PACKAGES = List.of("iperf3", "libiperf0", "libsctp1");
  private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(2);
  private static final Path FOLDER = Path.of(System.getProperty("iperf3.folder", "target/iperf3"));

  private RealIperf3() {}

  /** Makes it be there; where it cannot be had the test is reported as skipped, with the reason. */
  public static synchronized void require() {
    if (onThePath().isPresent()) {
      return;
    }
    Optional<String> problem = unpack();
    Assumptions.assumeTrue(
        problem.isEmpty() && onThePath().isPresent(),
        () ->
            "iperf3 is not on the PATH (%s) and Debian's could not be unpacked: %s"
                .formatted(System.getenv("PATH"), problem.orElse("it is not in " + FOLDER)));
  }

  /** Where it is, once it is there. */
  public static Path path() {
    return onThePath().orElseThrow();
  }

  private static Optional<Path> onThePath() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "iperf3"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<String> unpack() {
    try {
      Path packages = Files.createDirectories(FOLDER.resolve("packages")).toAbsolutePath();
      Optional<String> problem = download(packages);
      if (problem.isPresent()) {
        return problem;
      }
      Path root = FOLDER.resolve("root").toAbsolutePath();
      for (Path file : find(packages, ".*\\.deb")) {
        Optional<String> broken =
            run(packages, List.of("dpkg", "-x", file.toString(), root.toString()));
        if (broken.isPresent()) {
          return broken;
        }
      }
      link(FOLDER.resolve("lib"), find(root, ".*/lib(iperf|sctp)\\.so\\.[0-9]+"));
      link(FOLDER.resolve("bin"), find(root, ".*/bin/iperf3"));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /** With the machine's own lists of packages, or with lists of our own where it has none. */
  private static Optional<String> download(Path packages) throws IOException {
    if (apt(packages, List.of(), "download").isEmpty()) {
      return Optional.empty();
    }
    Path lists = Files.createDirectories(FOLDER.resolve("lists/partial")).toAbsolutePath();
    List<String> ours =
        List.of("-o", "Dir::State::lists=" + lists.getParent(), "-o", "Dir::Cache::pkgcache=");
    return apt(packages, ours, "update").or(() -> apt(packages, ours, "download"));
  }

  private static Optional<String> apt(Path folder, List<String> options, String command) {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-q"));
    argv.addAll(options);
    argv.add(command);
    if (command.equals("download")) {
      argv.addAll(PACKAGES);
    }
    return run(folder, argv);
  }

  private static void link(Path folder, List<Path> files) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files) {
      Path link = folder.resolve(file.getFileName());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, file.toRealPath());
    }
  }

  private static List<Path> find(Path folder, String form) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(form)).toList();
    }
  }

  /** What went wrong, where something did. */
  private static Optional<String> run(Path folder, List<String> argv) {
    try {
      Path output = folder.resolveSibling("output.txt");
      Process process =
          new ProcessBuilder(argv)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LONGEST_DOWNLOAD.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of(argv + " did not end within " + LONGEST_DOWNLOAD);
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(argv + ": " + Files.readString(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
