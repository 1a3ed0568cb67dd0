package org.tunnelbench.deploy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that no build brings. */
public final class Programs {
  private Programs() {}

  /** Goes on only where a program is on PATH; a test that cannot is told as skipped, with why. */
  public static void demand(String name) {
    boolean found =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    Assumptions.assumeTrue(found, name + " is not on PATH: install it to have this checked");
  }
}
