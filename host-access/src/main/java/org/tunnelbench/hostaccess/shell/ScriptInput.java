package org.tunnelbench.hostaccess.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The standard input of a shell: what is said to it, and its end when {@link #close()} is called.
 * The shell stays until then. On a terminal, which hears of no end, it is told in words.
 */
public final class ScriptInput extends InputStream {
  /** A line of its own: a shell that waits for the next conversation ends of it. */
  private static final String LAST_WORD = "exit\n";

  private byte[] text = {};
  private int position;
  private boolean ended;

  ScriptInput() {}

  /** Lets the shell read more, once it has read what was said before. */
  synchronized void say(String more) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(Arrays.copyOfRange(text, position, text.length));
    joined.writeBytes(more.getBytes(StandardCharsets.UTF_8));
    text = joined.toByteArray();
    position = 0;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      while (position == text.length && !ended) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the script's input was open");
    }
    if (position == text.length) {
      return -1;
    }
    int count = Math.min(length, text.length - position);
    System.arraycopy(text, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Ends the input after what was not read yet. */
  @Override
  public synchronized void close() {
    if (!ended) {
      say(LAST_WORD);
    }
    ended = true;
    notifyAll();
  }
}
