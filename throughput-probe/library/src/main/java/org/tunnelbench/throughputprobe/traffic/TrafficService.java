package org.tunnelbench.throughputprobe.traffic;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.hostaccess.loop.ThreadLoop;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;

/** The traffic of all hosts that this probe serves; the hosts do not wait for each other. */
public final class TrafficService implements AutoCloseable {
  private final Map<HostName, HostTraffic> hosts;

  /**
   * Begins with ending what a former process left on the hosts.
   *
   * @param machine tells of those hosts that are on the probe's own
   * @param state folder of the journals, one for each host
   * @throws java.io.UncheckedIOException where a journal cannot be read or made
   */
  public TrafficService(
      Collection<? extends HostAccess> accesses,
      Path state,
      TrafficOutlet outlet,
      TrafficMetrics metrics,
      MachineOfHosts machine,
      TrafficBounds bounds,
      InstantSource clock) {
    this(accesses, state, outlet, metrics, machine, bounds, clock, ThreadLoop::new);
  }

  /**
   * The same.
   *
   * @param loopOf makes the line of work of a host
   */
  public TrafficService(
      Collection<? extends HostAccess> accesses,
      Path state,
      TrafficOutlet outlet,
      TrafficMetrics metrics,
      MachineOfHosts machine,
      TrafficBounds bounds,
      InstantSource clock,
      Function<HostName, HostLoop> loopOf) {
    Map<HostName, ? extends HostAccess> byName =
        accesses.stream().collect(toUnmodifiableMap(HostAccess::host, identity()));
    hosts =
        byName.entrySet().stream()
            .collect(
                toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry ->
                        new HostTraffic(
                            entry.getValue(),
                            new TrafficJournal(
                                state.resolve("traffic").resolve(entry.getKey().toString()),
                                TrafficJournal.MOST_REMEMBERED),
                            outlet,
                            metrics,
                            machine,
                            bounds,
                            clock,
                            loopOf.apply(entry.getKey()))));
    hosts.values().forEach(HostTraffic::recover);
  }

  /** The hosts that are served. */
  public Set<HostName> hosts() {
    return hosts.keySet();
  }

  /**
   * Handles a command, after those of the same host that came before.
   *
   * @param age how long ago it was sent, as far as that is known: its deadline began then
   * @return done once the command is on the disk and under way, or answered
   * @throws InvalidValueException where the host is not one of {@link #hosts()}
   */
  public CompletableFuture<Void> handle(ProbeCommand command, Duration age) {
    HostTraffic host = hosts.get(command.host());
    if (host == null) {
      throw new InvalidValueException(
          "host", command.host(), "must be one of those that this probe serves: " + hosts.keySet());
    }
    return host.handle(command, age.isNegative() ? Duration.ZERO : age);
  }

  /** Ends what runs, on all hosts side by side, and reports it. */
  @Override
  public void close() {
    CompletableFuture.allOf(
            hosts.values().stream()
                .map(host -> CompletableFuture.runAsync(host::close))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
