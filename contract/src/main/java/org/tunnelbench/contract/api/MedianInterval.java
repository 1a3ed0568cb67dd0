package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.OptionalDouble;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Where the median over the trials of a cell lies with 95 % confidence.
 *
 * @param basis what it comes from, or that there is not enough data for one
 * @param low in Mbit/s; present exactly where there is enough data
 * @param high in Mbit/s; likewise
 */
public record MedianInterval(Basis basis, OptionalDouble low, OptionalDouble high) {
  /** Too few trials for an interval. */
  public static final MedianInterval NOT_ENOUGH_DATA =
      new MedianInterval(Basis.NOT_ENOUGH_DATA, OptionalDouble.empty(), OptionalDouble.empty());

  public MedianInterval {
    boolean enough = basis != Basis.NOT_ENOUGH_DATA;
    InvalidValueException.unless(
        low.isPresent() == enough && high.isPresent() == enough,
        "interval",
        basis,
        "must have both ends, or neither where there is not enough data");
  }

  /** One with both ends, in Mbit/s. */
  public static MedianInterval of(Basis basis, double low, double high) {
    return new MedianInterval(basis, OptionalDouble.of(low), OptionalDouble.of(high));
  }

  /** What an interval comes from. */
  public enum Basis {
    /** There is none: too few trials. */
    NOT_ENOUGH_DATA("not enough data"),
    /** Few trials: Student's t on the logarithms of their medians. */
    LOGARITHMS("Student's t on logarithms"),
    /** Order statistics of the trials' medians, whatever their distribution. */
    RANKS("order statistics"),
    /** Logarithms, at a level that stays valid where the trials end as soon as it is narrow. */
    SEQUENCE("Student's t on logarithms, valid under stopping");

    private final String words;

    Basis(String words) {
      this.words = words;
    }

    @Override
    @JsonValue
    public String toString() {
      return words;
    }
  }
}
