package org.tunnelbench.hostaccess.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads UTF-8 lines of bounded length, so that output without line ends cannot fill the memory. */
public final class LineReader {
  /** Longest line in bytes; a longer one is answered in pieces. */
  public static final int LONGEST_LINE = 64 << 10;

  private final InputStream input;

  public LineReader(InputStream input) {
    this.input = new BufferedInputStream(input);
  }

  /** The next line without its end, as soon as it is there; empty at the end of the input. */
  public Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = input.read();
    if (octet < 0) {
      return Optional.empty();
    }
    while (octet >= 0 && octet != '\n') {
      line.write(octet);
      if (line.size() == LONGEST_LINE) {
        break;
      }
      octet = input.read();
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
