package org.tunnelbench.throughputprobe.application;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tunnelbench.contract.host.HostName;

/** Says which hosts this probe serves; whether Kafka is there, the messaging extension says. */
@Readiness
@Singleton
class ProbeReadiness implements HealthCheck {
  private final Probe probe;

  @Inject
  ProbeReadiness(Probe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("hosts")
        .withData(
            "served",
            probe.service().hosts().stream()
                .sorted()
                .map(HostName::toString)
                .collect(Collectors.joining(", ")))
        .up()
        .build();
  }
}
