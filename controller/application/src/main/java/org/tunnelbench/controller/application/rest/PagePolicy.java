package org.tunnelbench.controller.application.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.tunnelbench.controller.report.HtmlReport;

/**
 * What a browser may do with what it is given (Content Security Policy level 3).
 *
 * <p>The page fetches a report with its token and shows it as a blob, which is bound by the page's
 * policy beside its own: so that allows the report's own scripts and style, by their hashes.
 */
@Singleton
class PagePolicy {
  private static final int PRIORITY = 3_000;
  private static final String HEADER = "Content-Security-Policy";
  private static final Pattern PAGE =
      Pattern.compile("/((index\\.html|page\\.css|page\\.js|icon\\.svg)?|examples/.*)");
  private static final Pattern REPORT = Pattern.compile("/api/v1/experiments/[^/]+/report");
  private static final String OF_PAGE =
      "default-src 'none'; script-src 'self' %s; style-src 'self' %s; img-src 'self';"
              .formatted(HtmlReport.scriptSources(), HtmlReport.styleSources())
          + " connect-src 'self'; frame-src blob:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final String OF_ALL_ELSE = "default-src 'none'; frame-ancestors 'none'";

  /** Beside the policy that the report itself holds. */
  private static final String OF_REPORT = "frame-ancestors 'none'";

  void register(@Observes Filters filters) {
    filters.register(PagePolicy::tell, PRIORITY);
  }

  private static void tell(RoutingContext request) {
    String path = request.normalizedPath();
    boolean page = PAGE.matcher(path).matches();
    request.response().putHeader(HEADER, page ? OF_PAGE : ofAnswer(path));
    request.response().putHeader("Cache-Control", page ? "no-cache" : "no-store");
    request.next();
  }

  private static String ofAnswer(String path) {
    return REPORT.matcher(path).matches() ? OF_REPORT : OF_ALL_ELSE;
  }
}
