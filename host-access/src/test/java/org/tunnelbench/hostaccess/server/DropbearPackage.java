package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * Dropbear as Debian packages it: the machine's own, or unpacked into a folder and not installed.
 *
 * @param root below which it lies
 */
public record DropbearPackage(Path root) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The machine's own where it has one, else one that is downloaded; the reason where neither. */
  public static DropbearPackage find(Path folder) throws IOException, InterruptedException {
    DropbearPackage installed = new DropbearPackage(Path.of("/"));
    if (Files.isExecutable(installed.server()) && Files.isExecutable(installed.keyTool())) {
      return installed;
    }
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    run(
        LocalCommand.of("apt-get", "download", "dropbear-bin", "libtomcrypt1", "libtommath1")
            .in(downloads));
    Path root = Files.createDirectory(folder.resolve("root"));
    try (Stream<Path> packages = Files.list(downloads)) {
      for (Path file : packages.toList()) {
        run(LocalCommand.of("dpkg-deb", "--extract", file.toString(), root.toString()));
      }
    }
    return new DropbearPackage(root);
  }

  Path server() {
    return root.resolve("usr/sbin/dropbear");
  }

  Path keyTool() {
    return root.resolve("usr/bin/dropbearkey");
  }

  /** A command that finds the libraries that lie beside it. */
  LocalCommand command(List<String> argv) throws IOException {
    try (Stream<Path> files = Files.find(root, 5, (file, attributes) -> isLibrary(file))) {
      Optional<Path> folder =
          root.equals(Path.of("/"))
              ? Optional.empty()
              : files.findFirst().map(file -> file.resolveSibling("").toAbsolutePath());
      LocalCommand command = LocalCommand.of(argv);
      return folder.map(path -> command.with("LD_LIBRARY_PATH", "" + path)).orElse(command);
    }
  }

  /** Runs a command that must succeed, and answers its standard output. */
  static String run(LocalCommand command) throws IOException, InterruptedException {
    StepResult result = LocalProcess.run(command, LIMIT);
    if (!result.succeeded()) {
      throw new IOException(command.argv() + ": " + result.stderr());
    }
    return result.stdout();
  }

  private static boolean isLibrary(Path file) {
    return file.toString().contains("libtomcrypt.so");
  }
}
