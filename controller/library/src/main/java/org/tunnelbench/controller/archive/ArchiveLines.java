package org.tunnelbench.controller.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of an archive, each and all together bounded. */
final class ArchiveLines {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private long bytes;
  private long number;

  ArchiveLines(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER);
  }

  /** How many lines were read. */
  long number() {
    return number;
  }

  /** The next line without its end; absent at the end of the file. */
  Optional<byte[]> next() throws InvalidArchiveException, IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    number++;
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.size() >= Archive.MOST_BYTES_OF_LINE) {
        throw InvalidArchiveException.at(
            number, "a line has at most %d bytes".formatted(Archive.MOST_BYTES_OF_LINE));
      }
      line.write(read);
    }
    bytes += line.size() + 1;
    if (bytes > Archive.MOST_BYTES) {
      throw InvalidArchiveException.tooLong(number);
    }
    return Optional.of(line.toByteArray());
  }
}
