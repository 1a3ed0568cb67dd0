package org.tunnelbench.hostaccess.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes that are written to it, and forgets the others. */
public final class BoundedOutput extends OutputStream {
  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean cut;

  /**
   * @param most bytes that are kept
   */
  public BoundedOutput(int most) {
    this.most = most;
  }

  @Override
  public synchronized void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int room = Math.min(length, most - kept.size());
    kept.write(bytes, offset, room);
    cut |= room < length;
  }

  /** What was kept, as UTF-8, with an ellipsis at its end where something was forgotten. */
  public synchronized String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return cut ? text + "…" : text;
  }

  /** What was kept. */
  public synchronized byte[] bytes() {
    return kept.toByteArray();
  }

  /** Whether something was forgotten. */
  public synchronized boolean cut() {
    return cut;
  }
}
