package org.tunnelbench.hostaccess.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shell functions that a shell hears before its first script, without their comments. */
final class ShellFragments {
  static final String ALL = join("nap.sh", "supervise.sh", "batch.sh", "command.sh");
  static final String TIMER = join("nap.sh", "timer.sh");

  private ShellFragments() {}

  private static String join(String... files) {
    return Stream.of(files).map(ShellFragments::read).collect(Collectors.joining());
  }

  private static String read(String file) {
    try (InputStream fragment = ShellFragments.class.getResourceAsStream(file)) {
      if (fragment == null) {
        throw new IllegalStateException("The shell fragment " + file + " is not on the class path");
      }
      return new String(fragment.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The shell fragment " + file, unreadable);
    }
  }
}
