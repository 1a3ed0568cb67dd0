package org.tunnelbench.controller.application.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Refuses a body that announces itself as too long before any of it is read. */
@Singleton
class BodyLimit {
  /** Before the framework's own limit, whose refusal says nothing. */
  private static final int PRIORITY = 1_000;

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::refuseTooLong, PRIORITY);
  }

  private static void refuseTooLong(RoutingContext request) {
    if (length(request) <= Submissions.MOST_BYTES) {
      request.next();
      return;
    }
    RefusedEarly.answer(request, ProblemException.tooLong(Submissions.MOST_BYTES));
  }

  /** What the request announces, in bytes; 0 where it announces nothing that can be read. */
  private static long length(RoutingContext request) {
    @Nullable String announced = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return announced != null && announced.matches("[0-9]{1,18}") ? Long.parseLong(announced) : 0;
  }
}
