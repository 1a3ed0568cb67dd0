package org.tunnelbench.throughputprobe.latency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Latency;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;

/** Echo requests from one host to another while traffic runs between them, by ping(8). */
public final class RoundTrips implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RoundTrips.class.getName());

  /** As often as ping lets a user without privileges (iputils). */
  private static final String SECONDS_BETWEEN = "0.2";

  private static final int MOST = 5 * TrafficSpec.MOST_SECONDS;

  /** Of iputils and of busybox. */
  private static final Pattern ANSWER =
      Pattern.compile(".*\\btime[=<]([0-9]{1,7}(?:\\.[0-9]{1,6})?) ms.*");

  private final List<Double> times = new ArrayList<>();
  private final CompletableFuture<RunningCommand> started;

  private RoundTrips(HostAccess access, Ipv4Address peer, Duration longest) {
    started =
        CompletableFuture.supplyAsync(
            () -> start(access, peer, longest), task -> Thread.ofVirtual().start(task));
  }

  /** Begins to ask, without waiting for the host. */
  public static RoundTrips timing(HostAccess access, Ipv4Address peer, Duration longest) {
    return new RoundTrips(access, peer, longest);
  }

  /** What was answered so far; absent where nothing was. */
  public synchronized Optional<Latency> latency() {
    return of(times);
  }

  /** Ends the asking, as soon as it has begun. */
  @Override
  public void close() {
    var unused = started.thenAccept(RunningCommand::stop);
  }

  private RunningCommand start(HostAccess access, Ipv4Address peer, Duration longest) {
    try {
      return access.start(argv(peer, longest), longest, line -> time(line).ifPresent(this::add));
    } catch (HostUnreachableException | InterruptedException e) {
      LOG.log(Level.INFO, "{0}: round trips are not timed: {1}", access.host(), e.getMessage());
      throw new CompletionException(e);
    }
  }

  private synchronized void add(double millis) {
    if (times.size() < MOST) {
      times.add(millis);
    }
  }

  static List<String> argv(Ipv4Address peer, Duration longest) {
    return List.of(
        "ping",
        "-n",
        "-i",
        SECONDS_BETWEEN,
        "-w",
        Long.toString(Math.max(1, longest.toSeconds())),
        peer.toString());
  }

  /** Milliseconds, where the line is an answer. */
  static OptionalDouble time(String line) {
    Matcher answer = ANSWER.matcher(line);
    return answer.matches()
        ? OptionalDouble.of(Double.parseDouble(answer.group(1)))
        : OptionalDouble.empty();
  }

  /** Quantiles by nearest rank. */
  static Optional<Latency> of(List<Double> times) {
    if (times.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = times.stream().sorted().toList();
    return Optional.of(
        new Latency(sorted.size(), rank(sorted, 0.5), rank(sorted, 0.95), sorted.getLast()));
  }

  private static double rank(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
