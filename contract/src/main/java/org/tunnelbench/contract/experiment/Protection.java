package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;

/** What protects the tunnel's packets: nothing, or ESP in transport mode. */
public sealed interface Protection {
  /** No protection. */
  record Unprotected() implements Protection {
    @Override
    @JsonValue
    public String toString() {
      return "none";
    }
  }

  /**
   * ESP in transport mode (RFC 4303).
   *
   * @param authentication absent exactly where the encryption authenticates by itself
   */
  record Esp(Encryption encryption, Optional<Authentication> authentication) implements Protection {
    public Esp {
      if (encryption.authenticates()) {
        InvalidValueException.unless(
            authentication.isEmpty(),
            "protection",
            spell(encryption, authentication),
            "must have no authentication, since "
                + encryption
                + " authenticates by itself: write esp/"
                + encryption);
      } else {
        InvalidValueException.unless(
            authentication.isPresent(),
            "protection",
            spell(encryption, authentication),
            "must name an authentication, since "
                + encryption
                + " has none: write esp/"
                + encryption
                + "/hmac-sha1");
      }
    }

    private static String spell(Encryption encryption, Optional<Authentication> authentication) {
      return "esp/" + encryption + authentication.map(algorithm -> "/" + algorithm).orElse("");
    }

    @Override
    @JsonValue
    public String toString() {
      return spell(encryption, authentication);
    }
  }

  /** No protection. */
  Protection NONE = new Unprotected();

  /** Every protection that makes sense. */
  static List<Protection> all() {
    List<Protection> all = new ArrayList<>(List.of(NONE));
    for (Encryption encryption : Encryption.values()) {
      if (encryption.authenticates()) {
        all.add(new Esp(encryption, Optional.empty()));
      } else {
        for (Authentication authentication : Authentication.values()) {
          all.add(new Esp(encryption, Optional.of(authentication)));
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Reads {@code none}, {@code esp/ENCRYPTION/AUTHENTICATION} or, for an AEAD, {@code
   * esp/ENCRYPTION}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Protection parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    String[] parts = text.split("/", -1);
    InvalidValueException.unless(
        parts[0].equals("esp") && (parts.length == 2 || parts.length == 3),
        "protection",
        text,
        "must be none or esp/ENCRYPTION/AUTHENTICATION, such as esp/null/hmac-md5");
    Encryption encryption = level(Encryption.values(), text, parts[1], "encryption");
    Optional<Authentication> authentication =
        parts.length == 3
            ? Optional.of(level(Authentication.values(), text, parts[2], "authentication"))
            : Optional.empty();
    return new Esp(encryption, authentication);
  }

  private static <T extends Enum<T>> T level(T[] levels, String text, String word, String what) {
    return Arrays.stream(levels)
        .filter(level -> level.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "protection",
                    text,
                    "must have as its "
                        + what
                        + " one of "
                        + Arrays.stream(levels)
                            .map(Enum::toString)
                            .collect(Collectors.joining(", "))));
  }
}
