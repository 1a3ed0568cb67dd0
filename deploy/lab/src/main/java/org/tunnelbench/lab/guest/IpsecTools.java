package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.lab.LabException;

/**
 * A folder with setkey, racoon and racoonctl, which no distribution packages any more, and the
 * shared libraries that they need beside them.
 */
public record IpsecTools(Path folder) {
  /** Where guests look for the tools in what they read at their start: see their first program. */
  static final String NAME = "ipsec-tools";

  /** Bound on the files that are copied for a guest. */
  private static final int MOST_FILES = 100;

  private static final List<String> PROGRAMS = List.of("setkey", "racoon", "racoonctl");

  /**
   * The tools of a folder.
   *
   * @throws LabException where one is missing, naming it
   */
  public static IpsecTools in(Path folder) throws LabException {
    for (String program : PROGRAMS) {
      if (!Files.isExecutable(folder.resolve(program))) {
        throw new LabException(
            "%s has no program %s: name a folder with setkey, racoon, racoonctl and the shared libraries they need (docs/ipsec-tools.md)"
                .formatted(folder, program));
      }
    }
    return new IpsecTools(folder);
  }

  /** Copies the tools to where a guest reads them. */
  void copyInto(Path own) throws IOException {
    Path copies = Files.createDirectories(own.resolve(NAME));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).limit(MOST_FILES).toList()) {
        Path copy = copies.resolve(file.getFileName());
        Files.copy(file, copy);
        copy.toFile().setReadable(true, false);
        copy.toFile().setExecutable(Files.isExecutable(file), false);
      }
    }
  }
}
