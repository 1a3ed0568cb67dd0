package org.tunnelbench.contract.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;

/** Reads what traffic runs in each trial. */
final class TrafficReader {
  private static final String[] FIELDS = {
    "tool",
    "seconds",
    "interval",
    "streams",
    "direction",
    "rateLimit",
    "transport",
    "latency",
    "precision",
    "maxSeconds"
  };

  /** Fields whose rule says by itself what is wrong with them beside others. */
  private static final List<String> BY_THEMSELVES =
      List.of("rateLimit", "transport", "direction", "precision", "maxSeconds");

  private static final List<String> TOOLS =
      Stream.concat(Stream.of(TrafficSpec.AUTO), TrafficSpec.TOOLS.stream()).toList();
  private static final String RATE_RULE =
      "write bits per second from 1000 to 10^12, such as 100000000, 100M or 1.5G";
  private static final Pattern RATE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([kKMG])");
  private static final Map<String, Integer> POWER_OF_TEN = Map.of("k", 3, "K", 3, "M", 6, "G", 9);
  private static final String INTERVAL_RULE =
      "write seconds from 0.1 to 60 in steps of a thousandth, such as 0.1 or 1";

  private static final String PRECISION_RULE = "write a share from 0.1% to 50%, such as 2%";
  private static final Pattern PRECISION = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?) ?%");

  private final Fields fields;

  private TrafficReader(Fields fields) {
    this.fields = fields;
  }

  /** The traffic; absent where a violation was noted. */
  static Optional<TrafficSpec> read(Place place) {
    return place
        .fields("traffic", FIELDS)
        .flatMap(fields -> new TrafficReader(fields).traffic(place));
  }

  private Optional<TrafficSpec> traffic(Place root) {
    TrafficSpec byDefault = TrafficSpec.DEFAULT;
    Optional<String> tool =
        fields
            .get("tool")
            .map(place -> place.level("tool", TOOLS))
            .orElse(Optional.of(byDefault.tool()));
    OptionalInt seconds = whole("seconds", TrafficSpec.MOST_SECONDS, byDefault.seconds());
    OptionalInt streams = whole("streams", TrafficSpec.MOST_STREAMS, byDefault.streams());
    Optional<Duration> interval =
        fields
            .get("interval")
            .map(TrafficReader::interval)
            .orElse(Optional.of(byDefault.interval()));
    Optional<Direction> direction =
        fields
            .get("direction")
            .map(place -> place.level("direction", Arrays.asList(Direction.values())))
            .orElse(Optional.of(byDefault.direction()));
    Optional<OptionalLong> rate =
        fields.get("rateLimit").map(TrafficReader::rate).orElse(Optional.of(byDefault.rateLimit()));
    Optional<Transport> transport =
        fields
            .get("transport")
            .map(place -> place.level("transport", Arrays.asList(Transport.values())))
            .orElse(Optional.of(byDefault.transport()));
    Optional<Boolean> latency = fields.truth("latency");
    Optional<OptionalDouble> precision =
        fields
            .get("precision")
            .map(TrafficReader::precision)
            .orElse(Optional.of(OptionalDouble.empty()));
    OptionalInt most = most(precision.isPresent(), seconds);
    boolean good =
        tool.isPresent()
            && seconds.isPresent()
            && precision.isPresent()
            && most.isPresent()
            && streams.isPresent()
            && interval.isPresent()
            && direction.isPresent()
            && rate.isPresent()
            && transport.isPresent()
            && latency.isPresent();
    return good
        ? together(
            root,
            tool.get(),
            most.getAsInt(),
            interval.get(),
            streams.getAsInt(),
            direction.get(),
            rate.get(),
            transport.get(),
            latency.get(),
            precision.get().isPresent()
                ? Optional.of(new AdaptiveLength(precision.get().getAsDouble(), seconds.getAsInt()))
                : Optional.empty())
        : Optional.empty();
  }

  /** How long a trial lasts at most: its seconds where it may not end before. */
  private OptionalInt most(boolean precisionIsGood, OptionalInt seconds) {
    Optional<Place> place = fields.get("maxSeconds");
    if (place.isEmpty()) {
      return seconds;
    }
    if (precisionIsGood && fields.get("precision").isEmpty()) {
      place
          .get()
          .refuse("says nothing without a precision: add precision: 2%, or write seconds alone");
      return OptionalInt.empty();
    }
    return whole("maxSeconds", TrafficSpec.MOST_SECONDS, 1);
  }

  private static Optional<OptionalDouble> precision(Place place) {
    Matcher matcher = PRECISION.matcher(place.word().orElse(""));
    if (!matcher.matches()) {
      place.refuse(place.quoted() + " is no share: " + PRECISION_RULE);
      return Optional.empty();
    }
    double share = new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    if (share < AdaptiveLength.FINEST || share > AdaptiveLength.COARSEST) {
      place.refuse(place.quoted() + " is out of range: " + PRECISION_RULE);
      return Optional.empty();
    }
    return Optional.of(OptionalDouble.of(share));
  }

  /** A share as documents write it. */
  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
    return percent.toPlainString() + "%";
  }

  /** What each is good by itself must still be good together. */
  private Optional<TrafficSpec> together(
      Place root,
      String tool,
      int seconds,
      Duration interval,
      int streams,
      Direction direction,
      OptionalLong rate,
      Transport transport,
      boolean latency,
      Optional<AdaptiveLength> adaptive) {
    try {
      return Optional.of(
          new TrafficSpec(
              tool, seconds, interval, streams, direction, rate, transport, latency, adaptive));
    } catch (InvalidValueException e) {
      String field = e.field().substring(e.field().indexOf('.') + 1);
      if (BY_THEMSELVES.contains(field)) {
        fields.get(field).or(() -> fields.get("transport")).orElse(root).refuse(e.rule());
        return Optional.empty();
      }
      fields
          .get("interval")
          .or(() -> fields.get("seconds"))
          .orElse(root)
          .refuse(
              "%d seconds with a sample every %s seconds: the interval %s"
                  .formatted(
                      adaptive.map(AdaptiveLength::usualSeconds).orElse(seconds),
                      plain(interval),
                      e.rule()));
      return Optional.empty();
    }
  }

  private OptionalInt whole(String name, int most, int byDefault) {
    Optional<Place> place = fields.get(name);
    if (place.isEmpty()) {
      return OptionalInt.of(byDefault);
    }
    OptionalLong number = place.get().whole(1, most, "");
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static Optional<Duration> interval(Place place) {
    Optional<BigDecimal> seconds = place.number(INTERVAL_RULE);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal millis = seconds.get().movePointRight(3).stripTrailingZeros();
    boolean holds =
        millis.scale() <= 0
            && millis.compareTo(BigDecimal.valueOf(TrafficSpec.SHORTEST_INTERVAL)) >= 0
            && millis.compareTo(BigDecimal.valueOf(TrafficSpec.LONGEST_INTERVAL)) <= 0;
    if (!holds) {
      place.refuse(place.quoted() + " is out of range: " + INTERVAL_RULE);
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(millis.longValueExact()));
  }

  /** Seconds as documents write them. */
  static BigDecimal plain(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  private static Optional<OptionalLong> rate(Place place) {
    Matcher matcher = RATE.matcher(place.word().orElse(""));
    Optional<BigDecimal> rate =
        matcher.matches()
            ? Optional.of(
                new BigDecimal(matcher.group(1))
                    .movePointRight(POWER_OF_TEN.getOrDefault(matcher.group(2), 0)))
            : place.number(RATE_RULE);
    if (rate.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal bits = rate.get().stripTrailingZeros();
    boolean holds =
        bits.scale() <= 0
            && bits.compareTo(BigDecimal.valueOf(TrafficSpec.LOWEST_RATE)) >= 0
            && bits.compareTo(BigDecimal.valueOf(TrafficSpec.HIGHEST_RATE)) <= 0;
    if (!holds) {
      place.refuse(place.quoted() + " is out of range: " + RATE_RULE);
      return Optional.empty();
    }
    return Optional.of(OptionalLong.of(bits.longValueExact()));
  }
}
