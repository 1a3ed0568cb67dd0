package org.tunnelbench.throughputprobe.counters;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;

/**
 * The counters of one host while traffic runs there. A host that cannot tell them, since it has no
 * awk or forbids it, has none: that is no failure of the traffic.
 */
public final class HostCounters implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HostCounters.class.getName());

  private final PressureBefore pressure;
  private final AtomicReference<Optional<Counters>> latest =
      new AtomicReference<>(Optional.empty());
  private final CompletableFuture<RunningCommand> started;
  private volatile Optional<Reading> last = Optional.empty();
  private volatile OptionalDouble pressureBefore = OptionalDouble.empty();

  private HostCounters(
      HostAccess access,
      Optional<Ipv4Address> underlay,
      Duration longest,
      PressureBefore pressure) {
    this.pressure = pressure;
    started =
        CompletableFuture.supplyAsync(
            () -> start(access, underlay, longest), task -> Thread.ofVirtual().start(task));
  }

  /**
   * Begins to read once a second, without waiting for the host.
   *
   * @param underlay the host's outer address
   * @param longest after which the host ends it by itself
   * @param pressure what the host's traffic before left
   */
  public static HostCounters reading(
      HostAccess access,
      Optional<Ipv4Address> underlay,
      Duration longest,
      PressureBefore pressure) {
    return new HostCounters(access, underlay, longest, pressure);
  }

  /** What was read since this was asked last; absent where nothing was. */
  public Optional<Counters> take() {
    return latest.getAndSet(Optional.empty());
  }

  /** The share of the time before in which some task of the host waited for a processor. */
  public OptionalDouble pressureBefore() {
    return pressureBefore;
  }

  /** Ends the reading, as soon as it has begun. */
  @Override
  public void close() {
    last.ifPresent(pressure::ended);
    var unused = started.thenAccept(RunningCommand::stop);
  }

  private void read(Reading reading) {
    if (last.isEmpty()) {
      pressureBefore = pressure.before(reading);
    }
    last = Optional.of(reading);
    latest.set(Optional.of(reading.counters()));
  }

  private RunningCommand start(
      HostAccess access, Optional<Ipv4Address> underlay, Duration longest) {
    try {
      return access.start(
          CounterScript.argv(underlay, longest),
          longest,
          line -> CounterScript.parse(line).ifPresent(this::read));
    } catch (HostUnreachableException | InterruptedException e) {
      LOG.log(Level.INFO, "{0}: its counters are not read: {1}", access.host(), e.getMessage());
      throw new CompletionException(e);
    }
  }
}
