package org.tunnelbench.hostagent.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What real tools printed. */
public final class Recorded {
  private Recorded() {}

  /** The text of a file of recorded output. */
  public static String text(String name) {
    String path = "/org/tunnelbench/hostagent/recorded/" + name;
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
