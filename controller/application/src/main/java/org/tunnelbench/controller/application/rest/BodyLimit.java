package org.tunnelbench.controller.application.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Problem;

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
    Problem problem = ProblemException.tooLong(Submissions.MOST_BYTES).problem();
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (request.request().version() != HttpVersion.HTTP_2) {
      // The rest of the body is not read.
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    try {
      var unused = request.response().end(Json.MAPPER.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      request.fail(e);
    }
  }

  /** What the request announces, in bytes; 0 where it announces nothing that can be read. */
  private static long length(RoutingContext request) {
    @Nullable String announced = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return announced != null && announced.matches("[0-9]{1,18}") ? Long.parseLong(announced) : 0;
  }
}
