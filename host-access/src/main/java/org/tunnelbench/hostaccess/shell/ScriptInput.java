package org.tunnelbench.hostaccess.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The standard input of a shell: a script, then words that are said to it, and its end when {@link
 * #close()} is called. The shell stays until then.
 */
public final class ScriptInput extends InputStream {
  private final Supplier<String> rendering;
  private byte[] text = {};
  private int position;
  private boolean rendered;
  private boolean ended;

  /**
   * @param rendering of the script, asked for when the shell is there to read it: what is left of a
   *     limit is known only then
   */
  ScriptInput(Supplier<String> rendering) {
    this.rendering = rendering;
  }

  /** Lets the shell read one more line, after the script. */
  synchronized void say(String word) {
    render();
    byte[] unread = Arrays.copyOfRange(text, position, text.length);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(unread);
    joined.writeBytes((word + "\n").getBytes(StandardCharsets.UTF_8));
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
    render();
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

  private void render() {
    if (!rendered) {
      rendered = true;
      text = rendering.get().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Ends the input after what was not read yet. */
  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
  }
}
