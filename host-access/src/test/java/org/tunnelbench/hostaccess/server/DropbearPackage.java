package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.process.LocalCommand;

/**
 * Dropbear as Debian packages it: the machine's own, or unpacked into a folder and not installed.
 *
 * @param root below which it lies
 */
public record DropbearPackage(Path root) {
  /** The machine's own where it has one, else one that is downloaded; the reason where neither. */
  public static DropbearPackage find(Path folder) throws IOException, InterruptedException {
    DropbearPackage installed = new DropbearPackage(Path.of("/"));
    if (Files.isExecutable(installed.server()) && Files.isExecutable(installed.keyTool())) {
      return installed;
    }
    return new DropbearPackage(
        DebianPackages.unpack(folder, "dropbear-bin", "libtomcrypt1", "libtommath1"));
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

  private static boolean isLibrary(Path file) {
    return file.toString().contains("libtomcrypt.so");
  }
}
