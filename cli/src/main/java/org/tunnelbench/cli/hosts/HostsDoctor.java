package org.tunnelbench.cli.hosts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.lab.doctor.Check;

/** Looks at hosts and at what is between them; changes nothing. */
public final class HostsDoctor implements AutoCloseable {
  /** Hosts that are looked at, and pairs that are, at a time. */
  private static final int MOST_AT_A_TIME = 16;

  private final FleetDocument fleet;
  private final Map<HostName, HostAccess> accesses = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_A_TIME);

  private HostsDoctor(FleetDocument fleet) {
    this.fleet = fleet;
    fleet.hosts().forEach(host -> accesses.put(host.name(), HostAccesses.open(host)));
  }

  /** Everything that can be told, in the order of the document. */
  public static HostsReport examine(FleetDocument fleet) throws InterruptedException {
    try (HostsDoctor doctor = new HostsDoctor(fleet)) {
      return doctor.examine();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    accesses.values().forEach(HostAccess::close);
  }

  private HostsReport examine() throws InterruptedException {
    Map<HostName, HostLook> looks = new LinkedHashMap<>();
    for (HostLook look : all(fleet.hosts().stream().map(this::look).toList())) {
      looks.put(look.entry().name(), look);
    }
    List<HostsReport.OfHost> hosts = new ArrayList<>();
    looks.forEach((name, look) -> hosts.add(new HostsReport.OfHost(name, HostChecks.of(look))));
    return new HostsReport(
        hosts, all(fleet.pairs().stream().map(pair -> this.pair(pair, looks)).toList()));
  }

  private Callable<HostLook> look(HostEntry host) {
    return () -> HostQuestions.ask(host, access(host.name()));
  }

  private Callable<HostsReport.OfPair> pair(PairEntry pair, Map<HostName, HostLook> looks) {
    return () -> new HostsReport.OfPair(pair.sender(), pair.receiver(), checks(pair, looks));
  }

  private List<Check> checks(PairEntry pair, Map<HostName, HostLook> looks)
      throws InterruptedException {
    if (!(looks.get(pair.sender()) instanceof HostLook.Open first)) {
      return PathChecks.untold(pair.sender() + " was not reached");
    }
    if (!(looks.get(pair.receiver()) instanceof HostLook.Open second)) {
      return PathChecks.untold(pair.receiver() + " was not reached");
    }
    try {
      HostAccess here = access(pair.sender());
      HostAccess there = access(pair.receiver());
      return PathChecks.of(
          first,
          second,
          List.of(
              new PathQuestions(first, here, second, there).ask(),
              new PathQuestions(second, there, first, here).ask()));
    } catch (HostUnreachableException lost) {
      return PathChecks.untold(String.valueOf(lost.getMessage()));
    }
  }

  private HostAccess access(HostName host) {
    HostAccess access = accesses.get(host);
    if (access == null) {
      throw new IllegalStateException("a host that is not in the fleet: " + host);
    }
    return access;
  }

  private <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> task : threads.invokeAll(tasks)) {
      try {
        results.add(task.get());
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }
    return results;
  }
}
