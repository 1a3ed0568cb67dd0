package org.tunnelbench.hostaccess.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The standard input of a shell: a script, and then either its end, or nothing until {@link
 * #close()} is called, where the script takes the end of its input as a sign.
 */
public final class ScriptInput extends InputStream {
  private final Supplier<String> rendering;
  private byte[] script = {};
  private int position;
  private boolean rendered;
  private boolean ended;

  private ScriptInput(Supplier<String> rendering, boolean ended) {
    this.rendering = rendering;
    this.ended = ended;
  }

  /**
   * @param rendering of the script, asked for when the shell is there to read it: what is left of a
   *     limit is known only then
   */
  static ScriptInput thatEnds(Supplier<String> rendering) {
    return new ScriptInput(rendering, true);
  }

  /** As {@link #thatEnds}, with an input that stays open until it is closed here. */
  static ScriptInput thatStaysOpen(Supplier<String> rendering) {
    return new ScriptInput(rendering, false);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
    if (!rendered) {
      rendered = true;
      script = rendering.get().getBytes(StandardCharsets.UTF_8);
    }
    try {
      while (position == script.length && !ended) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the script's input was open");
    }
    if (position == script.length) {
      return -1;
    }
    int count = Math.min(length, script.length - position);
    System.arraycopy(script, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Ends the input after the script, now. */
  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
  }
}
