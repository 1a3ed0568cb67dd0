package org.tunnelbench.lab.supervise;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Words of the supervisor's line protocol: every byte of the UTF-8 form that is not a letter, a
 * digit or one of {@code ._/:=,+@-} is written as a percent sign and two hexadecimal digits (RFC
 * 3986, section 2.1), so that no word holds a space or a line end.
 */
final class PercentCoding {
  private static final String PLAIN = "._/:=,+@-";

  private PercentCoding() {}

  static String encode(String word) {
    StringBuilder encoded = new StringBuilder(word.length());
    for (byte octet : word.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /**
   * @throws IllegalArgumentException where a percent sign is not followed by two hexadecimal digits
   */
  static String decode(String encoded) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
    byte[] source = encoded.getBytes(StandardCharsets.UTF_8);
    for (int place = 0; place < source.length; place++) {
      if (source[place] == '%') {
        if (place + 3 > source.length) {
          throw new IllegalArgumentException("Cut short after a percent sign: " + encoded);
        }
        octets.write(
            HexFormat.fromHexDigits(new String(source, place + 1, 2, StandardCharsets.ISO_8859_1)));
        place += 2;
      } else {
        octets.write(source[place]);
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || PLAIN.indexOf(octet) >= 0;
  }
}
