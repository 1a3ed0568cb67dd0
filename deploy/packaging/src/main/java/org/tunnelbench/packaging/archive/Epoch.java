package org.tunnelbench.packaging.archive;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * The time that everything in an archive is said to be of, so that it is the same whenever it is
 * made.
 */
public final class Epoch {
  /** <a href="https://reproducible-builds.org/specs/source-date-epoch/">Says another time.</a> */
  public static final String VARIABLE = "SOURCE_DATE_EPOCH";

  /** That of the builds' own archives: {@code project.build.outputTimestamp} of the root pom. */
  private static final Instant DEFAULT = Instant.parse("2026-01-01T00:00:00Z");

  private Epoch() {}

  /** The time that the environment says, in seconds since 1970, or that of the builds. */
  public static Instant of(Map<String, String> environment) {
    Optional<String> said = Optional.ofNullable(environment.get(VARIABLE));
    said.ifPresent(
        text ->
            InvalidValueException.unless(
                text.matches("[0-9]{1,11}"), VARIABLE, text, "must be seconds since 1970"));
    return said.map(text -> Instant.ofEpochSecond(Long.parseLong(text))).orElse(DEFAULT);
  }
}
