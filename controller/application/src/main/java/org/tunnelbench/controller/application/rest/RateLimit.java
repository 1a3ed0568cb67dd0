package org.tunnelbench.controller.application.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.tunnelbench.controller.application.access.RequestRate;

/** Refuses who asks too often, before anything else is done. */
@Singleton
class RateLimit {
  /** Before the body's limit. */
  private static final int PRIORITY = 2_000;

  /** Probes of health and readers of metrics are never refused. */
  private static final String LIMITED = "/api/";

  private final RequestRate rate;

  @Inject
  RateLimit(RequestRate rate) {
    this.rate = rate;
  }

  void register(@Observes Filters filters) {
    filters.register(this::refuseTooOften, PRIORITY);
  }

  private void refuseTooOften(RoutingContext request) {
    if (!request.normalizedPath().startsWith(LIMITED) || rate.allows(request)) {
      request.next();
    } else {
      RefusedEarly.answer(request, ProblemException.tooOften(rate.perSecond()));
    }
  }
}
