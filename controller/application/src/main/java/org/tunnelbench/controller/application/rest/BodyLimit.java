package org.tunnelbench.controller.application.rest;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.controller.archive.Archive;

/**
 * Refuses a body that announces itself as too long before any of it is read, and bounds those that
 * announce nothing.
 */
@Singleton
class BodyLimit {
  /** Before the framework's own limit, whose refusal says nothing. */
  private static final int PRIORITY = 1_000;

  /** After the framework has set the limit of the longest body for all. */
  private static final int AFTER_FRAMEWORK = 1;

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::refuseTooLong, PRIORITY);
    filters.register(BodyLimit::boundUnannounced, AFTER_FRAMEWORK);
  }

  private static void refuseTooLong(RoutingContext request) {
    if (length(request) <= most(request)) {
      request.next();
      return;
    }
    RefusedEarly.answer(
        request,
        isImport(request)
            ? ProblemException.archiveTooLong()
            : ProblemException.tooLong(Submissions.MOST_BYTES));
  }

  /** A little more than a document may have, so that its refusal can say what the bound is. */
  private static void boundUnannounced(RoutingContext request) {
    if (!isImport(request)) {
      request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, 2L * Submissions.MOST_BYTES);
    }
    request.next();
  }

  private static boolean isImport(RoutingContext request) {
    return request.normalizedPath().equals(ImportResource.PATH);
  }

  private static long most(RoutingContext request) {
    return isImport(request) ? Archive.MOST_BYTES : Submissions.MOST_BYTES;
  }

  /** What the request announces, in bytes; 0 where it announces nothing that can be read. */
  private static long length(RoutingContext request) {
    @Nullable String announced = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return announced != null && announced.matches("[0-9]{1,18}") ? Long.parseLong(announced) : 0;
  }
}
