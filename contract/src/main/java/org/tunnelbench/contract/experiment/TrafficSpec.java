package org.tunnelbench.contract.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostFacts;

/**
 * The traffic of a trial: TCP or UDP by iperf3 or iperf; where a host has neither, what its shell
 * can send, of which the interface's byte counters tell.
 *
 * @param tool {@link #AUTO}, or one of {@link #TOOLS}
 * @param seconds 1 to 3600; the most of a trial that may end before
 * @param interval time from sample to sample, 0.1 s to 60 s (iperf3's own range), at most {@code
 *     seconds}; at most {@value #MOST_SAMPLES} samples a trial
 * @param streams parallel connections in each direction, 1 to 128
 * @param rateLimit bits per second for all streams of a direction together, 1000 to 10¹²; absent
 *     where unlimited, which UDP is not
 * @param latency whether the time of round trips is measured while traffic runs
 * @param adaptive whether trials may end before their time; absent where each lasts its seconds
 */
public record TrafficSpec(
    String tool,
    int seconds,
    Duration interval,
    int streams,
    Direction direction,
    OptionalLong rateLimit,
    Transport transport,
    boolean latency,
    Optional<AdaptiveLength> adaptive) {
  /** The first of {@link #TOOLS} that both hosts have. */
  public static final String AUTO = "auto";

  /** The tool that tells most: retransmits, and rates that can be limited. */
  public static final String IPERF3 = "iperf3";

  /** Its forerunner, version 2. */
  public static final String IPERF = "iperf";

  /** What any host has. */
  public static final String SHELL = "shell";

  /** The tools by name, the best first. */
  public static final List<String> TOOLS = List.of(IPERF3, IPERF, SHELL);

  /** Bound on the samples of one trial. */
  public static final int MOST_SAMPLES = 6_000;

  /** Bound on the seconds of one trial's traffic. */
  public static final int MOST_SECONDS = 3_600;

  /** Bound on the parallel connections of one trial. */
  public static final int MOST_STREAMS = 128;

  /** The shortest interval between samples, in milliseconds: iperf3's own. */
  public static final int SHORTEST_INTERVAL = 100;

  /** The longest interval between samples, in milliseconds: iperf3's own. */
  public static final int LONGEST_INTERVAL = 60_000;

  /** The lowest rate limit, in bits per second. */
  public static final long LOWEST_RATE = 1_000;

  /** The highest rate limit, in bits per second: more than any interface of today carries. */
  public static final long HIGHEST_RATE = 1_000_000_000_000L;

  /** What runs where a document says nothing of traffic: 10 s, a sample each second. */
  public static final TrafficSpec DEFAULT =
      new TrafficSpec(AUTO, 10, Duration.ofSeconds(1), 1, Direction.FORWARD, OptionalLong.empty());

  public TrafficSpec {
    InvalidValueException.unless(
        tool.equals(AUTO) || TOOLS.contains(tool),
        "traffic.tool",
        tool,
        "must be auto, " + String.join(", ", TOOLS));
    InvalidValueException.unless(
        seconds >= 1 && seconds <= MOST_SECONDS,
        "traffic.seconds",
        seconds,
        "must be from 1 to 3600");
    InvalidValueException.unless(
        interval.toMillis() >= SHORTEST_INTERVAL && interval.toMillis() <= LONGEST_INTERVAL,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must be from 0.1 to 60 seconds");
    InvalidValueException.unless(
        interval.toMillis() <= adaptive.map(AdaptiveLength::usualSeconds).orElse(seconds) * 1000L,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must be at most the traffic's seconds");
    InvalidValueException.unless(
        seconds * 1000L / interval.toMillis() <= MOST_SAMPLES,
        "traffic.interval",
        interval.toMillis() / 1000.0,
        "must leave at most " + MOST_SAMPLES + " samples a trial");
    InvalidValueException.unless(
        streams >= 1 && streams <= MOST_STREAMS,
        "traffic.streams",
        streams,
        "must be from 1 to 128");
    InvalidValueException.unless(
        transport == Transport.TCP || !tool.equals(SHELL),
        "traffic.transport",
        transport,
        "must be tcp where the tool is shell, which sends what the host has");
    InvalidValueException.unless(
        direction != Direction.BOTH || tool.equals(IPERF3) || tool.equals(AUTO),
        "traffic.direction",
        direction,
        "must be forward or reverse where the tool is "
            + tool
            + ": only iperf3 sends in both directions at once");
    InvalidValueException.unless(
        transport == Transport.TCP || rateLimit.isPresent(),
        "traffic.rateLimit",
        rateLimit,
        "must be given where the transport is udp, which knows no limit of its own");
    InvalidValueException.unless(
        rateLimit.isEmpty()
            || tool.equals(IPERF3)
            || tool.equals(AUTO)
            || (tool.equals(IPERF) && transport == Transport.UDP),
        "traffic.rateLimit",
        rateLimit,
        "must be left out where the tool is " + tool + ": only iperf3 limits a rate of TCP");
    rateLimit.ifPresent(
        limit ->
            InvalidValueException.unless(
                limit >= LOWEST_RATE && limit <= HIGHEST_RATE,
                "traffic.rateLimit",
                limit,
                "must be from 1000 bits per second (1k) to 10^12 (1000G)"));
    adaptive.ifPresent(
        length -> {
          InvalidValueException.unless(
              tool.equals(IPERF3) || tool.equals(AUTO),
              "traffic.precision",
              length.precision(),
              "must be left out where the tool is " + tool + ": only iperf3 ends before its time");
          InvalidValueException.unless(
              length.usualSeconds() <= seconds,
              "traffic.maxSeconds",
              seconds,
              "must be at least the traffic's seconds");
        });
  }

  /** One whose trials last their seconds. */
  public TrafficSpec(
      String tool,
      int seconds,
      Duration interval,
      int streams,
      Direction direction,
      OptionalLong rateLimit,
      Transport transport,
      boolean latency) {
    this(
        tool,
        seconds,
        interval,
        streams,
        direction,
        rateLimit,
        transport,
        latency,
        Optional.empty());
  }

  /** TCP whose trials last their seconds, without a look at round trips. */
  public TrafficSpec(
      String tool,
      int seconds,
      Duration interval,
      int streams,
      Direction direction,
      OptionalLong rateLimit) {
    this(tool, seconds, interval, streams, direction, rateLimit, Transport.TCP, false);
  }

  /** The tools that can make it, the best first; the named one alone where one is named. */
  public List<String> tools() {
    if (!tool.equals(AUTO)) {
      return List.of(tool);
    }
    if (direction == Direction.BOTH || (transport == Transport.TCP && rateLimit.isPresent())) {
      return List.of(IPERF3);
    }
    return transport == Transport.UDP ? List.of(IPERF3, IPERF) : TOOLS;
  }

  /** The same by the tool that these two hosts are to use; only iperf3 ends before its time. */
  public TrafficSpec on(HostFacts one, HostFacts other) {
    List<String> candidates = tools();
    String chosen =
        candidates.stream()
            .filter(name -> one.tools().containsKey(name) && other.tools().containsKey(name))
            .findFirst()
            .orElse(candidates.getLast());
    boolean ends = chosen.equals(IPERF3);
    return new TrafficSpec(
        chosen,
        ends ? seconds : usualSeconds(),
        interval,
        streams,
        direction,
        rateLimit,
        transport,
        latency,
        ends ? adaptive : Optional.empty());
  }

  /** How long a trial lasts whose curve does not slope. */
  public int usualSeconds() {
    return adaptive.map(AdaptiveLength::usualSeconds).orElse(seconds);
  }
}
