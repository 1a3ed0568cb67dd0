package org.tunnelbench.hostaccess.shell;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What tells the frames of one conversation from what commands print: 128 random bits that no
 * command knows.
 *
 * @param text letters, digits and dashes
 */
record Marker(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  Marker {
    InvalidValueException.unless(
        text.matches("[a-z0-9-]{8,64}"),
        "marker",
        text,
        "must be 8 to 64 letters, digits and dashes");
  }

  static Marker random() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return new Marker("tunnelbench-" + HexFormat.of().formatHex(bits) + "-");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
