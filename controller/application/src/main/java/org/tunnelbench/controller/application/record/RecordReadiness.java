package org.tunnelbench.controller.application.record;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the record is read to its end and followed. */
@Readiness
@Singleton
class RecordReadiness implements HealthCheck {
  private final ReadModel model;

  @Inject
  RecordReadiness(ReadModel model) {
    this.model = model;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> trouble = model.trouble();
    var response = HealthCheckResponse.named("record").status(trouble.isEmpty());
    trouble.ifPresent(reason -> response.withData("reason", reason));
    return response.build();
  }
}
