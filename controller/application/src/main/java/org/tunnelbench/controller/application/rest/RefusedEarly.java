package org.tunnelbench.controller.application.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Problem;

/** Answers a request with a problem before any of its body is read. */
final class RefusedEarly {
  private RefusedEarly() {}

  static void answer(RoutingContext request, ProblemException refusal) {
    Problem problem = refusal.problem();
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    refusal
        .retryAfter()
        .ifPresent(
            wait ->
                request
                    .response()
                    .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds())));
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
}
