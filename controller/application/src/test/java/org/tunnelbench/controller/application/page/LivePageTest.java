package org.tunnelbench.controller.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.BrokerResource;

/** The controller's own page in a real browser. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(FleetResource.class)
class LivePageTest {
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private static final String DOCUMENT =
      """
      name: on the page
      kernels: ["5.10", "6.1"]
      blocks:
        - {tunnel: [gretap, ipip], protection: [none, esp/null/hmac-md5], mtu: [1300]}
      traffic: {tool: iperf3, seconds: 2, interval: 0.5}
      """;

  private static final String WRONG =
      """
      name: wrong
      blocks:
        - {tunnel: [vxlan]}
      """;

  private static final String SELECTED =
      "(() => { const area = document.activeElement;"
          + " return area.value.slice(area.selectionStart, area.selectionEnd); })()";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** The same as the browser takes it, in milliseconds. */
  private static final double MOST_MILLIS = 30_000;

  @TestHTTPResource URI root = URI.create("http://localhost");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers = "";

  private Optional<PlayedHosts> played = Optional.empty();

  @BeforeEach
  void playHosts() throws Exception {
    HttpRequest ready =
        HttpRequest.newBuilder(root.resolve("/q/health/ready")).timeout(LONGEST_WAIT).build();
    Instant giveUp = Instant.now().plus(LONGEST_WAIT);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (http.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
        assertThat(Instant.now()).isBefore(giveUp);
        Thread.onSpinWait();
      }
    }
    played = Optional.of(new PlayedHosts(bootstrapServers, FleetResource.HOSTS));
  }

  @AfterEach
  void end() {
    played.orElseThrow().close();
  }

  @Test
  void showsHostsTakesAnExperimentAndFollowsItToItsReport() {
    try (Browser browser = new Browser()) {
      Page page = browser.page(WIDE, ColorScheme.LIGHT);
      page.navigate(root + "#/hosts");
      PlaywrightAssertions.assertThat(page.locator("#hosts .state-available"))
          .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(MOST_MILLIS));
      Browser.picture(page, "live-hosts");
      Browser.assertAccessible(page);

      page.navigate(root + "#/new");
      page.locator("#example").selectOption("examples/quick.yaml");
      PlaywrightAssertions.assertThat(page.locator("#document"))
          .hasValue(
              Pattern.compile("name: quick"),
              new LocatorAssertions.HasValueOptions().setTimeout(MOST_MILLIS));
      page.locator("#document").fill(DOCUMENT);
      page.locator("button[type=submit]").click();

      page.waitForURL("**/#/experiments/*");
      PlaywrightAssertions.assertThat(page.locator("#standing"))
          .hasText(
              "done: 8 measured", new LocatorAssertions.HasTextOptions().setTimeout(MOST_MILLIS));
      FrameLocator report = page.frameLocator("#report iframe:not([hidden])");
      report.locator("section[aria-labelledby=map]").waitFor();
      assertThat(report.locator(".origin b").textContent()).isEqualTo("on the page");
      Browser.picture(page, "live-experiment");
      Browser.assertAccessible(page);
      assertHasABundle(page);

      page.navigate(root + "#/");
      page.locator("#experiments tbody tr", new Page.LocatorOptions().setHasText("on the page"))
          .first()
          .waitFor();
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {WIDE, NARROW}) {
          Page other = browser.page(width, scheme);
          other.navigate(root.toString());
          other.locator("#experiments tbody tr").first().waitFor();
          Browser.picture(
              other, "live-list-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
          Browser.assertAccessible(other);
          other.close();
        }
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void namesLineAndFieldOfWhatIsWrong() {
    try (Browser browser = new Browser()) {
      Page page = browser.page(NARROW, ColorScheme.DARK);
      page.navigate(root + "#/new");
      page.locator("#document").fill(WRONG);
      page.locator("button[type=submit]").click();
      page.locator("#errors li").first().waitFor();
      assertThat(page.locator("#errors li").first().textContent())
          .contains("line 3", "blocks[0].tunnel", "vxlan");
      page.locator("#errors li button").first().click();
      assertThat(page.evaluate(SELECTED)).isEqualTo("  - {tunnel: [vxlan]}");
      Browser.picture(page, "live-errors");
      Browser.assertAccessible(page);
      assertThat(browser.complaints()).allMatch(said -> said.contains("400"));
    }
  }

  @Test
  void allowsNothingButItsOwnFiles() {
    try (Browser browser = new Browser()) {
      Page page = browser.page(WIDE, ColorScheme.LIGHT);
      APIResponse answer = page.request().get(root.toString());
      assertThat(answer.headers())
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .hasEntrySatisfying(
              "content-security-policy",
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                      .doesNotContain("unsafe"));
    }
  }

  private void assertHasABundle(Page page) {
    APIResponse bundle =
        page.request()
            .get(root.resolve("/" + page.locator("#bundle").getAttribute("href")).toString());
    assertThat(bundle.status()).isEqualTo(200);
    assertThat(bundle.headers()).containsEntry("content-type", "application/zip");
    assertThat(new String(bundle.body(), 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
  }
}
