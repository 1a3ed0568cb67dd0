package org.tunnelbench.hostaccess.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Passes bytes from one thread to another, which waits for them no longer than it wants. */
final class TimedPipe {
  /** Bytes that wait for the reader; beyond these the writer waits. */
  private static final int CAPACITY = 1 << 18;

  private final byte[] ring = new byte[CAPACITY];
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int first;
  private int count;
  private boolean ended;
  private Duration limit = Duration.ZERO;

  /**
   * Bounds each read from now on.
   *
   * @param longest zero for no bound
   */
  void limitReading(Duration longest) {
    lock.lock();
    try {
      limit = longest;
    } finally {
      lock.unlock();
    }
  }

  /** Ends both sides; what was written and not yet read can still be read. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  OutputStream sink() {
    return new Sink();
  }

  /** Fails with a {@link SocketTimeoutException} where nothing comes within the limit. */
  InputStream source() {
    return new Source();
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    lock.lock();
    try {
      while (done < length) {
        while (count == CAPACITY && !ended) {
          changed.await();
        }
        if (ended) {
          throw new IOException("nobody reads any more");
        }
        int place = (first + count) % CAPACITY;
        int part = Math.min(length - done, Math.min(CAPACITY - count, CAPACITY - place));
        System.arraycopy(bytes, offset + done, ring, place, part);
        count += part;
        done += part;
        changed.signalAll();
      }
    } catch (InterruptedException interrupted) {
      throw interrupted("writing", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (count == 0 && !ended) {
        if (limit.isZero()) {
          changed.await();
        } else if (left <= 0) {
          throw new SocketTimeoutException("nothing came within " + limit.toMillis() + " ms");
        } else {
          left = changed.awaitNanos(left);
        }
      }
      if (count == 0) {
        return -1;
      }
      int part = Math.min(length, Math.min(count, CAPACITY - first));
      System.arraycopy(ring, first, bytes, offset, part);
      first = (first + part) % CAPACITY;
      count -= part;
      changed.signalAll();
      return part;
    } catch (InterruptedException interrupted) {
      throw interrupted("reading", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private static IOException interrupted(String doing, InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException told = new InterruptedIOException("interrupted while " + doing);
    told.initCause(cause);
    return told;
  }

  private final class Sink extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      put(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      put(bytes, offset, length);
    }

    @Override
    public void close() {
      end();
    }
  }

  private final class Source extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : take(bytes, offset, length);
    }

    @Override
    public void close() {
      end();
    }
  }
}
