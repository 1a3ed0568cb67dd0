package org.tunnelbench.contract.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils messages as a broken disk, a stranger or a later version would; the same by its seed. */
public final class Mangler {
  /** What is put in anywhere: ends of values, other types, numbers past every bound, depth. */
  private static final List<String> PIECES =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "-1",
          "1e999",
          "9223372036854775808",
          "NaN",
          "true",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "{\"type\":",
          "[".repeat(2_000),
          "{\"a\":".repeat(2_000),
          "\"" + "x".repeat(100_000) + "\"",
          "9".repeat(2_000),
          "\"../../etc/passwd\"",
          "\"$(reboot)\"",
          "\"version\": 99,",
          "\"@class\": \"java.lang.Runtime\",",
          "\u0000",
          "\ufeff");

  private static final int MOST_CHANGES = 4;

  private final Random random;

  public Mangler(long seed) {
    random = new Random(seed);
  }

  /** A message with one to four changes. */
  public byte[] mangle(byte[] message) {
    byte[] mangled = message;
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int change = 0; change < changes; change++) {
      mangled = changeOnce(mangled);
    }
    return mangled;
  }

  private byte[] changeOnce(byte[] message) {
    int from = place(message);
    int to = Math.min(message.length, from + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> join(message, from, new byte[0], message.length);
      case 1 -> join(message, from, new byte[0], to);
      case 2 -> join(message, from, slice(message, from, to), from);
      case 3 -> join(message, from, new byte[] {(byte) random.nextInt(256)}, to);
      case 4 -> replaceValue(message, from);
      default -> join(message, from, piece(), from);
    };
  }

  /** Another value after the next colon, so that much of the message stays readable. */
  private byte[] replaceValue(byte[] message, int from) {
    int colon = from;
    while (colon < message.length && message[colon] != ':') {
      colon++;
    }
    int end = colon;
    while (end < message.length && message[end] != ',' && message[end] != '}') {
      end++;
    }
    return colon == message.length ? message : join(message, colon + 1, piece(), end);
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private int place(byte[] message) {
    return message.length == 0 ? 0 : random.nextInt(message.length);
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] join(byte[] message, int until, byte[] between, int after) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(message, 0, until);
    joined.writeBytes(between);
    joined.write(message, after, message.length - after);
    return joined.toByteArray();
  }
}
