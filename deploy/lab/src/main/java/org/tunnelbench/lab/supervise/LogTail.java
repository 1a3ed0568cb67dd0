package org.tunnelbench.lab.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
public final class LogTail {
  /** Lines at most. */
  public static final int MOST_LINES = 20;

  private static final int MOST_BYTES = 8 << 10;

  private LogTail() {}

  /** The last lines; none where the file cannot be read. */
  public static List<String> of(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - MOST_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) Math.min(MOST_BYTES, file.length() - from)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
