package org.tunnelbench.hostaccess.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes UTF-8 on line by line, as soon as a line has its end. For use by one thread. */
public final class LineSplitter extends OutputStream {
  /**
   * Longest line in bytes; a longer one comes in pieces, so that output without line ends cannot
   * fill the memory.
   */
  public static final int LONGEST_LINE = 64 << 10;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * @param lines gets each line without its end
   */
  public LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(int octet) {
    if (octet == '\n') {
      pass();
      return;
    }
    if (line.size() == LONGEST_LINE) {
      pass();
    }
    line.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int index = offset; index < offset + length; index++) {
      write(bytes[index]);
    }
  }

  /** Passes on what stands after the last line end, if anything. */
  @Override
  public void close() {
    if (line.size() > 0) {
      pass();
    }
  }

  private void pass() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
