package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunnelbench.contract.InvalidValueException;

/** What protects the tunnel's packets: nothing, or ESP. */
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
   * ESP (RFC 4303).
   *
   * @param authentication absent exactly where the encryption authenticates by itself
   */
  record Esp(EspMode mode, Encryption encryption, Optional<Authentication> authentication)
      implements Protection {
    public Esp {
      if (encryption.authenticates()) {
        InvalidValueException.unless(
            authentication.isEmpty(),
            "protection",
            spell(mode, encryption, authentication),
            "must have no authentication, since "
                + encryption
                + " authenticates by itself: write "
                + spell(mode, encryption, Optional.empty()));
      } else {
        InvalidValueException.unless(
            authentication.isPresent(),
            "protection",
            spell(mode, encryption, authentication),
            "must name an authentication, since "
                + encryption
                + " has none: write "
                + spell(mode, encryption, Optional.of(Authentication.HMAC_SHA1)));
      }
    }

    /** ESP in transport mode. */
    public Esp(Encryption encryption, Optional<Authentication> authentication) {
      this(EspMode.TRANSPORT, encryption, authentication);
    }

    private static String spell(
        EspMode mode, Encryption encryption, Optional<Authentication> authentication) {
      return mode.documentWord()
          + "/"
          + encryption
          + authentication.map(algorithm -> "/" + algorithm).orElse("");
    }

    @Override
    @JsonValue
    public String toString() {
      return spell(mode, encryption, authentication);
    }
  }

  /** No protection. */
  Protection NONE = new Unprotected();

  /** Every protection that makes sense. */
  static List<Protection> all() {
    List<Protection> all = new ArrayList<>(List.of(NONE));
    for (EspMode mode : EspMode.values()) {
      for (Encryption encryption : Encryption.values()) {
        if (encryption.authenticates()) {
          all.add(new Esp(mode, encryption, Optional.empty()));
        } else {
          for (Authentication authentication : Authentication.values()) {
            all.add(new Esp(mode, encryption, Optional.of(authentication)));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Reads {@code none}, {@code esp/ENCRYPTION/AUTHENTICATION} or, for an AEAD, {@code
   * esp/ENCRYPTION}; with {@code esp-tunnel} for {@code esp} where ESP is in tunnel mode.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Protection parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    String[] parts = text.split("/", -1);
    Optional<EspMode> mode =
        Arrays.stream(EspMode.values())
            .filter(known -> known.documentWord().equals(parts[0]))
            .findFirst();
    InvalidValueException.unless(
        mode.isPresent() && (parts.length == 2 || parts.length == 3),
        "protection",
        text,
        "must be none or esp/ENCRYPTION/AUTHENTICATION, such as esp/null/hmac-md5");
    Encryption encryption = level(Encryption.values(), text, parts[1], "encryption");
    Optional<Authentication> authentication =
        parts.length == 3
            ? Optional.of(level(Authentication.values(), text, parts[2], "authentication"))
            : Optional.empty();
    return new Esp(mode.orElseThrow(), encryption, authentication);
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
