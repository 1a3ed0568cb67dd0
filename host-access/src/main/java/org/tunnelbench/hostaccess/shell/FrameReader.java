package org.tunnelbench.hostaccess.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parts one output of the supervising shell into frames and what lies between them. Bytes are
 * passed on at once; only an end that may be the beginning of a marker is held back.
 */
final class FrameReader extends OutputStream {
  /** Longest frame after its marker, in bytes. */
  private static final int LONGEST_FRAME = 32;

  /** Who hears what was read. */
  interface Listener {
    void output(byte[] bytes, int offset, int length);

    void frame(Frame frame);

    /** The output has ended, with or without its last frame. */
    void closed();
  }

  private final byte[] marker;
  private final Listener listener;
  private byte[] held = new byte[0];

  FrameReader(Marker marker, Listener listener) {
    this.marker = marker.bytes();
    this.listener = listener;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(held.length + length);
    joined.writeBytes(held);
    joined.write(bytes, offset, length);
    byte[] all = joined.toByteArray();
    int position = 0;
    while (position < all.length) {
      int start = indexOfMarker(all, position);
      pass(all, position, start);
      int end = endOfFrame(all, start);
      if (end < 0) {
        position = start;
        break;
      }
      int from = start + marker.length;
      listener.frame(Frame.parse(new String(all, from, end - from, StandardCharsets.US_ASCII)));
      position = end + 1;
    }
    held = Arrays.copyOfRange(all, position, all.length);
  }

  @Override
  public synchronized void close() {
    pass(held, 0, held.length);
    held = new byte[0];
    listener.closed();
  }

  private void pass(byte[] bytes, int from, int to) {
    if (to > from) {
      listener.output(bytes, from, to - from);
    }
  }

  /** Where the marker, or at the end the beginning of it, stands; the length where nowhere. */
  private int indexOfMarker(byte[] bytes, int from) {
    for (int start = from; start < bytes.length; start++) {
      if (bytes[start] == marker[0] && beginsAt(bytes, start)) {
        return start;
      }
    }
    return bytes.length;
  }

  private boolean beginsAt(byte[] bytes, int start) {
    int length = Math.min(marker.length, bytes.length - start);
    for (int index = 1; index < length; index++) {
      if (bytes[start + index] != marker[index]) {
        return false;
      }
    }
    return true;
  }

  /** Where the semicolon stands that ends the frame at {@code start}; negative where not yet. */
  private int endOfFrame(byte[] bytes, int start) {
    int from = start + marker.length;
    for (int index = from; index < Math.min(bytes.length, from + LONGEST_FRAME); index++) {
      if (bytes[index] == ';') {
        return index;
      }
    }
    return -1;
  }
}
