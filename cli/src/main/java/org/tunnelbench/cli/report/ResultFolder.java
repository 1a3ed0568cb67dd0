package org.tunnelbench.cli.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tunnelbench.cli.UsageException;

/** Folders for results. */
public final class ResultFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int MOST_TRIES = 1000;

  private ResultFolder() {}

  /** Makes the folder that the user named, where it is missing. */
  public static Path named(Path folder) throws UsageException {
    try {
      return Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("--output " + folder + " is not a folder", e);
    } catch (IOException e) {
      throw new UsageException("--output " + folder + " cannot be made: " + e, e);
    }
  }

  /** Makes a new folder NAME-TIME below {@code results}, which is made where it is missing. */
  public static Path fresh(Path results, String name, LocalDateTime time) throws IOException {
    Files.createDirectories(results);
    String wanted = name.replace(' ', '-') + "-" + TIME.format(time);
    for (int number = 1; number <= MOST_TRIES; number++) {
      try {
        return Files.createDirectory(results.resolve(number == 1 ? wanted : wanted + "-" + number));
      } catch (FileAlreadyExistsException taken) {
        // Another command of the same second took it.
      }
    }
    throw new IOException("no free name for a folder " + wanted + " below " + results);
  }
}
