package org.tunnelbench.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tunnelbench.deploy.grafana.DrawingPage;

/** A real Chromium that is shown dashboards, with the server that it has the page from. */
final class DashboardBrowser implements AutoCloseable {
  private static final int WIDTH = 1400;

  /** More than any dashboard is high: what is drawn must not be moved for its picture. */
  private static final int HEIGHT = 5000;

  /** Bound on drawing a dashboard on a busy machine. */
  private static final Duration LONGEST_DRAWING = Duration.ofMinutes(2);

  private final Playwright playwright;
  private final Browser chromium;
  private final HttpServer server;

  DashboardBrowser(DrawingPage page) {
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            page.folder(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
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
                    "the dashboards are drawn in Chromium: install Debian's package chromium, or"
                        + " name one in the environment as CHROMIUM"));
  }

  /**
   * Draws a dashboard and keeps a picture of the whole of it.
   *
   * @param name of its file, without the ending
   * @return what panels complain of, and what the page does
   */
  List<String> draw(String name, URI prometheus, Instant from, Instant to, Path picture) {
    List<String> complaints = new ArrayList<>();
    try (Page page =
        chromium.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT))) {
      page.onPageError(complaints::add);
      page.onConsoleMessage(
          message -> {
            // Grafana's fonts are not on npm: Chromium takes others.
            if (message.type().equals("error") && !message.location().contains("/fonts/")) {
              complaints.add(message.text());
            }
          });
      page.navigate(address(name, prometheus, from, to));
      page.waitForFunction(
          "window.drawn",
          null,
          new Page.WaitForFunctionOptions().setTimeout((double) LONGEST_DRAWING.toMillis()));
      new TreeMap<>((Map<?, ?>) page.evaluate("window.drawn"))
          .forEach((panel, words) -> complaints.add(panel + ": " + words));
      page.locator("main").screenshot(new Locator.ScreenshotOptions().setPath(picture));
    }
    return List.copyOf(complaints);
  }

  private String address(String name, URI prometheus, Instant from, Instant to) {
    return "http://127.0.0.1:%d/index.html?dashboard=%s&prometheus=%s&from=%s&to=%s"
        .formatted(
            server.getAddress().getPort(),
            name,
            URLEncoder.encode(prometheus.toString(), StandardCharsets.UTF_8),
            from,
            to);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
    server.stop(0);
  }
}
