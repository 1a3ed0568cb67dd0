package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** Debian packages of the machine's own suite, unpacked into a folder and not installed. */
public final class DebianPackages {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private DebianPackages() {}

  /**
   * Downloads and unpacks packages.
   *
   * @param folder in which two folders are made
   * @return the folder below which their files lie
   * @throws IOException where that cannot be done here: no apt-get, no package lists, no network
   */
  public static Path unpack(Path folder, String... names) throws IOException, InterruptedException {
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    Path root = Files.createDirectory(folder.resolve("root"));
    List<String> download = new ArrayList<>(List.of("apt-get", "download"));
    download.addAll(List.of(names));
    run(LocalCommand.of(download).in(downloads));
    try (Stream<Path> packages = Files.list(downloads)) {
      for (Path file : packages.toList()) {
        run(LocalCommand.of("dpkg-deb", "--extract", file.toString(), root.toString()));
      }
    }
    return root;
  }

  /** Runs a command that must succeed, and answers its standard output. */
  static String run(LocalCommand command) throws IOException, InterruptedException {
    StepResult result = LocalProcess.run(command, LIMIT);
    if (!result.succeeded()) {
      throw new IOException(command.argv() + ": " + result.stderr());
    }
    return result.stdout();
  }
}
