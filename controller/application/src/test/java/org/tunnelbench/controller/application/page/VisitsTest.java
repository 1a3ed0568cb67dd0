package org.tunnelbench.controller.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller's page where an answer comes after another experiment was gone to. */
class VisitsTest {
  private static final int WIDE = 1280;
  private static final String ROOT = "http://controller.test/";
  private static final String INTERFACE = "/api/v1/experiments";
  private static final Path RESOURCES = Path.of("src/main/resources/META-INF/resources");
  private static final String LEFT = "aaaaaaaaaaaa";
  private static final String SHOWN = "bbbbbbbbbbbb";

  /** Until what was begun by an answer has asked for the next. */
  private static final String SETTLED =
      "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))";

  private static final Browser BROWSER = new Browser();

  private final Page page = BROWSER.page(WIDE, ColorScheme.LIGHT);
  private final Set<String> late = new HashSet<>();
  private final Map<String, Route> held = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  @AfterAll
  static void close() {
    BROWSER.close();
  }

  @BeforeEach
  void answer() {
    page.route(ROOT + "**", this::answerOrHold);
  }

  private void answerOrHold(Route route) {
    URI uri = URI.create(route.request().url());
    asked.add(uri.getPath());
    if (late.contains(uri.getPath())) {
      held.put(uri.getPath(), route);
    } else {
      fulfil(route, uri.getPath());
    }
  }

  private static void fulfil(Route route, String path) {
    Route.FulfillOptions answer = new Route.FulfillOptions();
    if (path.equals("/api/v1/events")) {
      answer.setContentType("text/event-stream").setBody("");
    } else if (path.equals(INTERFACE)) {
      answer.setContentType("application/json").setBody("[" + summary(LEFT) + "]");
    } else if (path.endsWith("/report")) {
      answer
          .setContentType("text/html")
          .setBody("<!doctype html><p>report of " + id(path) + "</p>");
    } else if (path.startsWith(INTERFACE)) {
      answer.setContentType("application/json").setBody(summary(id(path)));
    } else {
      answer.setPath(RESOURCES.resolve(path.equals("/") ? "index.html" : path.substring(1)));
    }
    route.fulfill(answer);
  }

  private static String id(String path) {
    return path.substring(INTERFACE.length() + 1).split("/", -1)[0];
  }

  private static String summary(String id) {
    return """
        {"id": "%1$s", "name": "name of %1$s", "state": "running",
         "submittedAt": "2026-01-01T00:00:00Z", "trials": {"planned": 1}}
        """
        .formatted(id);
  }

  private static String experiment(String id) {
    return INTERFACE + "/" + id;
  }

  private static String report(String id) {
    return experiment(id) + "/report";
  }

  private void leaveBeforeTheAnswer(String path, String next) {
    late.add(path);
    page.navigate(ROOT + "#/experiments/" + LEFT);
    page.waitForCondition(() -> held.containsKey(path));
    page.navigate(ROOT + "#/" + next);
  }

  private void answerLate(String path) {
    Response response =
        page.waitForResponse(
            answered -> URI.create(answered.url()).getPath().equals(path),
            () -> fulfil(Optional.ofNullable(held.get(path)).orElseThrow(), path));
    response.finished();
    page.evaluate(SETTLED);
  }

  private void assertShown() {
    PlaywrightAssertions.assertThat(page.locator("#experiment-title")).hasText("name of " + SHOWN);
    PlaywrightAssertions.assertThat(page.locator("#report iframe")).hasCount(1);
    assertThat(page.frameLocator("#report iframe").locator("p").textContent())
        .isEqualTo("report of " + SHOWN);
    assertThat(page.title()).startsWith("name of " + SHOWN);
  }

  @Test
  void anExperimentThatWasLeftIsNotDrawnOverTheNext() {
    leaveBeforeTheAnswer(experiment(LEFT), "experiments/" + SHOWN);
    assertShown();
    answerLate(experiment(LEFT));
    assertShown();
    assertThat(asked).contains(report(SHOWN)).doesNotContain(report(LEFT));
  }

  @Test
  void aReportOfAnExperimentThatWasLeftIsNotDrawn() {
    leaveBeforeTheAnswer(report(LEFT), "experiments/" + SHOWN);
    assertShown();
    answerLate(report(LEFT));
    assertShown();
  }

  @Test
  void anExperimentThatWasLeftIsNotFollowed() {
    leaveBeforeTheAnswer(experiment(LEFT), "");
    page.locator("#experiments tbody tr").waitFor();
    answerLate(experiment(LEFT));
    assertThat(page.title()).isEqualTo("tunnelbench");
    assertThat(asked).doesNotContain(report(LEFT));
  }

  @Test
  void whatIsLeftCannotBeCancelledFromTheNext() {
    late.add(experiment(SHOWN));
    page.navigate(ROOT + "#/experiments/" + LEFT);
    page.locator("#cancel").waitFor();
    page.navigate(ROOT + "#/experiments/" + SHOWN);
    page.waitForCondition(() -> held.containsKey(experiment(SHOWN)));
    assertThat(page.locator("#cancel").isVisible()).isFalse();
  }
}
