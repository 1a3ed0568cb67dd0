package org.tunnelbench.throughputprobe.application;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.hostaccess.FleetFile;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.local.ExclusiveFolder;
import org.tunnelbench.throughputprobe.counters.MachineOfHosts;
import org.tunnelbench.throughputprobe.counters.MachinePressure;
import org.tunnelbench.throughputprobe.metrics.MetricNames;
import org.tunnelbench.throughputprobe.metrics.RemoteWriter;
import org.tunnelbench.throughputprobe.metrics.SampleSeries;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;
import org.tunnelbench.throughputprobe.traffic.TrafficBounds;
import org.tunnelbench.throughputprobe.traffic.TrafficService;

/** The traffic of the fleet's hosts, from the process's start to its end. */
@Singleton
@Startup
class Probe {
  private final ExclusiveFolder folder;
  private final List<HostAccess> accesses;
  private final KafkaOutlet outlet;
  private final MachinePressure pressure = MachinePressure.watched();
  private final Optional<RemoteWriter> remote;
  private final TrafficService service;

  @Inject
  Probe(
      @ConfigProperty(name = FleetFile.PROPERTY) Path fleet,
      @ConfigProperty(name = "tunnelbench.state") Path state,
      @ConfigProperty(name = "tunnelbench.remote-write") Optional<URI> remoteWrite,
      KafkaOutlet outlet,
      MeterRegistry registry)
      throws IOException {
    this.outlet = outlet;
    // Before the journals are read: what they say still runs may be another probe's.
    folder = ExclusiveFolder.take(state, "throughput probe");
    List<HostEntry> hosts = FleetFile.read(fleet).hosts();
    accesses = hosts.stream().map(HostAccesses::open).toList();
    remote = remoteWrite.map(address -> new RemoteWriter(address, registry));
    service =
        new TrafficService(
            accesses,
            state,
            outlet,
            new TrafficMetrics(registry, InstantSource.system(), remote.map(SampleSeries::new)),
            new MachineOfHosts(pressure::share, hosts),
            TrafficBounds.DEFAULT,
            InstantSource.system());
    Gauge.builder(
            MetricNames.SSH_SESSIONS.meter(),
            () -> accesses.stream().mapToInt(HostAccess::sshSessions).sum())
        .description(MetricNames.SSH_SESSIONS.description())
        .register(registry);
  }

  TrafficService service() {
    return service;
  }

  void stop(@Observes ShutdownEvent end) throws IOException {
    service.close();
    outlet.close();
    remote.ifPresent(RemoteWriter::close);
    accesses.forEach(HostAccess::close);
    folder.close();
    pressure.close();
  }
}
