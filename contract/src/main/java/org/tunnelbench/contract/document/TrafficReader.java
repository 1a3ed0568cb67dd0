package org.tunnelbench.contract.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;

/** Reads what traffic runs in each trial. */
final class TrafficReader {
  private static final String[] FIELDS = {
    "tool", "seconds", "interval", "streams", "direction", "rateLimit", "transport", "latency"
  };

  /** What has rules of its own beside those of seconds and interval. */
  private static final List<String> NOT_OF_TIME = List.of("rateLimit", "transport", "direction");

  private static final List<String> TOOLS =
      Stream.concat(Stream.of(TrafficSpec.AUTO), TrafficSpec.TOOLS.stream()).toList();
  private static final String RATE_RULE =
      "write bits per second from 1000 to 10^12, such as 100000000, 100M or 1.5G";
  private static final Pattern RATE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([kKMG])");
  private static final Map<String, Integer> POWER_OF_TEN = Map.of("k", 3, "K", 3, "M", 6, "G", 9);
  private static final String INTERVAL_RULE =
      "write seconds from 0.1 to 60 in steps of a thousandth, such as 0.1 or 1";

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
    boolean good =
        tool.isPresent()
            && seconds.isPresent()
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
            seconds.getAsInt(),
            interval.get(),
            streams.getAsInt(),
            direction.get(),
            rate.get(),
            transport.get(),
            latency.get())
        : Optional.empty();
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
      boolean latency) {
    try {
      return Optional.of(
          new TrafficSpec(tool, seconds, interval, streams, direction, rate, transport, latency));
    } catch (InvalidValueException e) {
      String field = e.field().substring(e.field().indexOf('.') + 1);
      if (NOT_OF_TIME.contains(field)) {
        fields.get(field).or(() -> fields.get("transport")).orElse(root).refuse(e.rule());
        return Optional.empty();
      }
      fields
          .get("interval")
          .or(() -> fields.get("seconds"))
          .orElse(root)
          .refuse(
              "%d seconds with a sample every %s seconds: the interval %s"
                  .formatted(seconds, plain(interval), e.rule()));
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
