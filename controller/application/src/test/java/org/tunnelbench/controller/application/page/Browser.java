package org.tunnelbench.controller.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.controller.application.FleetResource;

/** A real Chromium, which keeps what a page complains of. */
final class Browser implements AutoCloseable {
  /** Where the pictures go that CI keeps. */
  private static final Path PICTURES = Path.of("target", "pictures");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();

  Browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
  }

  private static Path executable() {
    return Stream.concat(
            Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of).stream(),
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the pages are tested in Chromium: install Debian's package chromium, or name"
                        + " one in the environment as CHROMIUM"));
  }

  /** A new page of that width and scheme, whose tab knows an operator's token. */
  Page page(int width, ColorScheme scheme) {
    Page page = stranger(width, scheme);
    page.addInitScript(
        "if (self.origin !== 'null') sessionStorage.setItem('tunnelbench-token', '%s')"
            .formatted(FleetResource.OPERATOR));
    return page;
  }

  /** A new page of that width and scheme. */
  Page stranger(int width, ColorScheme scheme) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme));
    Page page = context.newPage();
    page.onConsoleMessage(this::hear);
    page.onPageError(complaints::add);
    return page;
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      complaints.add(message.text());
    }
  }

  /** What scripts, policies and the network complained of. */
  List<String> complaints() {
    return complaints;
  }

  /** Keeps a picture of a whole page. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  /** By WCAG 2.1 A and AA and axe's best practices, and nothing is wider than the window. */
  static void assertAccessible(Page page) {
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .as(page.url())
        .extracting(Browser::inWords)
        .isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("the page is as wide as the window: " + page.url())
        .isTrue();
  }

  private static String inWords(Rule rule) {
    return "%s: %s %s"
        .formatted(
            rule.getId(),
            rule.getHelp(),
            rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
