package org.tunnelbench.controller.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
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
import org.tunnelbench.controller.application.ControllerBroker;
import org.tunnelbench.controller.application.FleetResource;
import org.tunnelbench.controller.application.PlayedHosts;
import org.tunnelbench.testbroker.SecuredBrokerResource;

/** The controller's own page in a real browser. */
@QuarkusTest
@QuarkusTestResource(ControllerBroker.class)
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

  @ConfigProperty(name = SecuredBrokerResource.OF_TESTS)
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
      page.locator("#submit button[type=submit]").click();

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
      page.locator("#submit button[type=submit]").click();
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
  void asksForATokenOnceAndKeepsItInItsTab() {
    try (Browser browser = new Browser()) {
      Page page = browser.stranger(WIDE, ColorScheme.LIGHT);
      page.navigate(root + "#/hosts");
      page.locator("#ask[open]").waitFor();
      Browser.picture(page, "live-token");
      Browser.assertAccessible(page);
      page.locator("#token").fill("nobody-0123456789abcdef0123456789abcdef");
      page.locator("#ask button").click();
      PlaywrightAssertions.assertThat(page.locator("#token-trouble"))
          .hasText(
              "The controller does not know this token.",
              new LocatorAssertions.HasTextOptions().setTimeout(MOST_MILLIS));
      page.locator("#token").fill(FleetResource.VIEWER);
      page.locator("#ask button").click();
      page.locator("#hosts tbody tr").first().waitFor();
      page.reload();
      page.locator("#hosts tbody tr").first().waitFor();

      page.navigate(root + "#/new");
      page.locator("#document").fill(DOCUMENT);
      page.locator("#submit button[type=submit]").click();
      PlaywrightAssertions.assertThat(page.locator("#errors"))
          .containsText(
              "takes the role operator",
              new LocatorAssertions.ContainsTextOptions().setTimeout(MOST_MILLIS));
      assertThat(browser.complaints()).allMatch(said -> said.matches("(?s).*40[13].*"));
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
            .get(
                root.resolve("/" + page.locator("#bundle").getAttribute("href")).toString(),
                RequestOptions.create()
                    .setHeader("Authorization", "Bearer " + FleetResource.OPERATOR));
    Download download = page.waitForDownload(() -> page.locator("#bundle").click());
    assertThat(download.suggestedFilename()).matches("evidence-[0-9a-f]{12}\\.zip");
    assertThat(bundle.status()).isEqualTo(200);
    assertThat(bundle.headers()).containsEntry("content-type", "application/zip");
    assertThat(new String(bundle.body(), 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
  }
}
