package org.tunnelbench.hostaccess.shell;

import java.io.IOException;
import java.io.OutputStream;

/** One output of a shell, heard by one conversation after the other, and by nobody in between. */
final class SwitchedOutput extends OutputStream {
  private OutputStream listener = OutputStream.nullOutputStream();
  private boolean ended;

  /** Lets another listener hear what comes from now on; its stream is closed with this one. */
  synchronized void heardBy(OutputStream next) throws IOException {
    listener = next;
    if (ended) {
      next.close();
    }
  }

  synchronized void heardByNobody() {
    listener = OutputStream.nullOutputStream();
  }

  synchronized boolean ended() {
    return ended;
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    listener.write(octet);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    listener.write(bytes, offset, length);
  }

  @Override
  public synchronized void close() throws IOException {
    ended = true;
    listener.close();
  }
}
