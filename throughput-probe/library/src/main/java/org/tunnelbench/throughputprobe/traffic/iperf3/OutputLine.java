package org.tunnelbench.throughputprobe.traffic.iperf3;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of iperf3's text output, of either end, from 3.1 to 3.22 (the formats of {@code
 * iperf_locale.c}), or of iperf's, which is its like; the shell's traffic is told in the same
 * words. Lines that are not listed are {@link Other}; nothing is refused.
 */
public sealed interface OutputLine {
  /** The receiver waits for a sender. */
  record Listening() implements OutputLine {}

  /** A stream is connected. */
  record Connected() implements OutputLine {}

  /** Whether an end sent or received, where it does both. */
  enum Way {
    /** It sent. */
    TX,
    /** It received. */
    RX
  }

  /**
   * What was counted in an interval, of one stream or of all.
   *
   * @param ofAllStreams whether it is the {@code [SUM]} line, which is printed where there are
   *     several streams
   * @param start in seconds since the traffic began, rounded to {@value #TIME_STEP}
   * @param end likewise
   * @param bytes rounded, as iperf3 prints them
   * @param byteStep to what they are rounded, since iperf3 prints three digits
   * @param bitsPerSecond as printed, which with {@code -f k} is exact to a kbit/s; absent where
   *     iperf3 printed no number since the interval had no length
   * @param retransmits the sender's, where its kernel tells; the datagrams sent where it is UDP
   * @param lostDatagrams the receiver's of UDP
   * @param way which of two directions at once it is of
   */
  record Interval(
      boolean ofAllStreams,
      double start,
      double end,
      double bytes,
      double byteStep,
      OptionalDouble bitsPerSecond,
      OptionalLong retransmits,
      OptionalLong lostDatagrams,
      Optional<Way> way)
      implements OutputLine {
    /** One of TCP in one direction. */
    public Interval(
        boolean ofAllStreams,
        double start,
        double end,
        double bytes,
        double byteStep,
        OptionalDouble bitsPerSecond,
        OptionalLong retransmits) {
      this(
          ofAllStreams,
          start,
          end,
          bytes,
          byteStep,
          bitsPerSecond,
          retransmits,
          OptionalLong.empty(),
          Optional.empty());
    }

    /** To what iperf3 rounds times, in seconds. */
    static final double TIME_STEP = 0.01;

    /**
     * The interval's length in seconds: the printed one, or the nearest to it with which the rate
     * makes bytes that are rounded to those printed. A timer that is late shows so.
     */
    public double seconds() {
      double printed = end - start;
      double rate = bitsPerSecond.orElse(0);
      if (rate <= 0 || bytes <= 0) {
        return printed;
      }
      double shortest = (bytes - byteStep / 2) * 8 / rate;
      double longest = (bytes + byteStep / 2) * 8 / rate;
      return Math.clamp(
          Math.clamp(printed, shortest, longest),
          Math.max(0, printed - TIME_STEP),
          printed + TIME_STEP);
    }

    /** The bytes of the interval, by its rate where there is one, since that is printed finer. */
    public double countedBytes() {
      return bitsPerSecond.isPresent() && seconds() > 0
          ? bitsPerSecond.getAsDouble() * seconds() / 8
          : bytes;
    }
  }

  /**
   * iperf3 says why it gives up.
   *
   * @param reason without iperf3's own prefix
   */
  record Complaint(String reason) implements OutputLine {}

  /** Anything else: headings, separators, summaries. */
  record Other() implements OutputLine {}

  /** Reads one line, without its line end. */
  static OutputLine parse(String line) {
    Matcher interval = Forms.INTERVAL.matcher(line);
    if (interval.matches()) {
      return Forms.interval(interval);
    }
    if (line.startsWith("Server listening on ")) {
      return new Listening();
    }
    if (Forms.CONNECTED.matcher(line).matches()) {
      return new Connected();
    }
    Matcher complaint = Forms.COMPLAINT.matcher(line);
    return complaint.matches() ? new Complaint(complaint.group("reason").strip()) : new Other();
  }

  /** The forms of the lines. */
  final class Forms {
    private static final String NUMBER = "[0-9]{1,15}(?:\\.[0-9]{1,6})?";

    private static final Pattern INTERVAL =
        Pattern.compile(
            "\\[ *(?<who>[0-9]{1,9}|SUM(?:-[0-9]+)?)\\](?:\\[(?<way>[TR]X)-[CS]\\])? +"
                + "(?<start>NUMBER)- *(?<end>NUMBER) +sec +".replace("NUMBER", NUMBER)
                + "(?<bytes>NUMBER) +(?<bytesUnit>[KMGTPE]?)Bytes +".replace("NUMBER", NUMBER)
                + "(?<rate>NUMBER|-?nan|inf) +(?<rateUnit>[KMGTPE]?)bits/sec"
                    .replace("NUMBER", NUMBER)
                + "(?: +(?<retransmits>[0-9]{1,15})(?: +NUMBER +[KMGTPE]?Bytes)?)?"
                    .replace("NUMBER", NUMBER)
                + "(?: +NUMBER +ms +(?<lost>-?[0-9]{1,15})/ *[0-9]{1,15} +\\([^()]{1,20}\\))?"
                    .replace("NUMBER", NUMBER)
                + " *");

    private static final Pattern CONNECTED =
        Pattern.compile("\\[ *[0-9]{1,9}\\] local \\S+ port [0-9]+ connected (?:to|with) .*");

    private static final Pattern COMPLAINT =
        Pattern.compile(
            "(?:iperf3: (?:error - |interrupt - )?|tunnelbench: |(?=(?:tcp"
                + " )?(?:connect|bind|listen) failed))(?<reason>.*)");

    private static final String PREFIXES = "KMGTPE";

    private Forms() {}

    private static Interval interval(Matcher line) {
      String lost = line.group("lost");
      String retransmits = line.group("retransmits");
      double bytesUnit = scale(line.group("bytesUnit"), 1024);
      return new Interval(
          line.group("who").startsWith("SUM"),
          Double.parseDouble(line.group("start")),
          Double.parseDouble(line.group("end")),
          Double.parseDouble(line.group("bytes")) * bytesUnit,
          step(line.group("bytes")) * bytesUnit,
          rate(line.group("rate"), line.group("rateUnit")),
          retransmits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(retransmits)),
          lost == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, Long.parseLong(lost))),
          Optional.ofNullable(line.group("way")).map(Way::valueOf));
    }

    /** The last digit's weight. */
    private static double step(String number) {
      int point = number.indexOf('.');
      return point < 0 ? 1 : Math.pow(10, point + 1.0 - number.length());
    }

    private static OptionalDouble rate(String number, String unit) {
      return Character.isDigit(number.charAt(0))
          ? OptionalDouble.of(Double.parseDouble(number) * scale(unit, 1000))
          : OptionalDouble.empty();
    }

    /** iperf3 counts bytes in powers of 1024 and bits in powers of 1000 ({@code units.c}). */
    private static double scale(String prefix, int base) {
      return prefix.isEmpty() ? 1 : Math.pow(base, PREFIXES.indexOf(prefix) + 1.0);
    }
  }
}
