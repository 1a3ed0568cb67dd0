package org.tunnelbench.controller.application.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens (RFC 6750) that open the controller, and what each allows.
 *
 * <p>Only digests are kept. A token is compared with each of them in a time that depends on their
 * number alone.
 */
public final class Tokens {
  /** Bound on the tokens of a file. */
  static final int MOST = 1_000;

  /** In characters; what is shorter could be guessed. */
  static final int SHORTEST = 32;

  /** In characters. */
  static final int LONGEST = 512;

  private static final String FORM =
      "must be ROLE NAME TOKEN: a role (viewer or operator), a name of at most 64 letters, digits, '.', '_' or '-',"
          + " and a token of %d to %d letters, digits, '-', '.', '_', '~', '+' or '/'"
              .formatted(SHORTEST, LONGEST);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The b64token of RFC 6750, section 2.1. */
  private static final Pattern TOKEN =
      Pattern.compile("(?=.{%d,%d}$)[A-Za-z0-9._~+/-]+=*".formatted(SHORTEST, LONGEST));

  private final List<Known> known;

  private Tokens(List<Known> known) {
    this.known = List.copyOf(known);
  }

  /**
   * Whose token it is.
   *
   * @param name as the file says it
   */
  public record Holder(String name, Role role) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared as records, and never given away
  private record Known(byte[] digest, Holder holder) {}

  /** No token at all. */
  static Tokens none() {
    return new Tokens(List.of());
  }

  /**
   * Reads a file of tokens: a line for each, {@code ROLE NAME TOKEN}; empty lines and what follows
   * {@code #} at the beginning of a line are passed over.
   *
   * @throws InvalidTokensException where a line is wrong, which it names without what it holds
   */
  static Tokens parse(String text) throws InvalidTokensException {
    List<Known> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Known token = line(line, number);
      if (!names.add(token.holder().name())) {
        throw new InvalidTokensException(number, "the name stands there twice: each needs its own");
      }
      if (read.size() == MOST) {
        throw new InvalidTokensException(number, "a file has at most %d tokens".formatted(MOST));
      }
      read.add(token);
    }
    if (read.isEmpty()) {
      throw new InvalidTokensException(1, "there is no token in the file; a line " + FORM);
    }
    return new Tokens(read);
  }

  private static Known line(String line, int number) throws InvalidTokensException {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != 3
        || !NAME.matcher(words[1]).matches()
        || !TOKEN.matcher(words[2]).matches()) {
      throw new InvalidTokensException(number, FORM);
    }
    Role role = Role.named(words[0]).orElseThrow(() -> new InvalidTokensException(number, FORM));
    return new Known(digest(words[2]), new Holder(words[1], role));
  }

  /** Whose token it is, where it is one of these. */
  public Optional<Holder> holder(String token) {
    byte[] asked = digest(token);
    @Nullable Holder found = null;
    for (Known one : known) {
      // All are compared, so that the time does not tell which it was.
      if (MessageDigest.isEqual(one.digest(), asked)) {
        found = one.holder();
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
