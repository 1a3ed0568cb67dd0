package org.tunnelbench.controller.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.ForeignResult;
import org.tunnelbench.controller.foreign.SeriesCsv;
import org.tunnelbench.controller.report.HtmlReport;

/** {@code report.html} in a real browser, opened as a file: nothing can be fetched. */
class ReportInBrowserTest {
  private static final int WIDE = 1280;
  private static final int NARROW = 390;
  private static final int SECONDS = 60;

  @Test
  void isDrawnAndAccessibleInEveryLight(@TempDir Path folder) throws Exception {
    String file = report(folder).toUri().toString();
    try (Browser browser = new Browser()) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {WIDE, NARROW}) {
          Page page = browser.page(width, scheme);
          page.navigate(file);
          Browser.picture(
              page, "report-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
          assertThat(page.locator(".plot canvas").count())
              .as("a chart for each cell, and a counter under it")
              .isEqualTo(2 * page.locator(".plot").count());
          assertThat(page.locator(".twin-plot canvas").count()).isGreaterThanOrEqualTo(2);
          Browser.assertAccessible(page);
          page.close();
        }
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void isReadWithTheKeyboard(@TempDir Path folder) throws Exception {
    try (Browser browser = new Browser()) {
      Page page = browser.page(WIDE, ColorScheme.LIGHT);
      page.navigate(report(folder).toUri().toString());
      Locator readout = page.locator(".twins .readout").first();
      String summary = readout.textContent();
      assertThat(summary).contains("decaying");
      page.locator(".twin-plot").first().focus();
      page.keyboard().press("ArrowRight");
      assertThat(readout.textContent()).startsWith("at 0 s: local omitted ");
      page.keyboard().press("Escape");
      assertThat(readout.textContent()).isEqualTo(summary);
    }
  }

  @Test
  void showsAnotherCounterAndAnotherAxis(@TempDir Path folder) throws Exception {
    try (Browser browser = new Browser()) {
      Page page = browser.page(WIDE, ColorScheme.LIGHT);
      page.navigate(report(folder).toUri().toString());
      Locator titles = page.locator(".plot .pane-title");
      assertThat(titles.allTextContents()).containsOnly("sender_xfrm_dst_cache");
      page.locator("#counter").selectOption("sender_tunnel_tx_packets");
      assertThat(titles.allTextContents()).containsOnly("sender_tunnel_tx_packets");
      page.locator("#counter").selectOption("");
      assertThat(titles.count()).isZero();
      page.locator("#axis").selectOption("own");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void isPrintedInLightWhateverTheScreenIs(@TempDir Path folder) throws Exception {
    try (Browser browser = new Browser()) {
      Page page = browser.page(WIDE, ColorScheme.DARK);
      page.navigate(report(folder).toUri().toString());
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
      assertThat(page.locator(".controls").isVisible()).isFalse();
    }
  }

  private static Path report(Path folder) throws Exception {
    List<MeasuredSeries> series = SeriesCsv.read(csv());
    Analysis analysis = Analysis.of(series);
    return Files.writeString(
        folder.resolve(HtmlReport.FILE),
        HtmlReport.of(
            ForeignResult.of(
                "two kernels", List.of("series.csv"), Instant.EPOCH, series, analysis),
            analysis));
  }

  /**
   * Two kernels, one of which decays without {@code local} while a cache grows by nearly an object
   * for each packet.
   */
  private static String csv() {
    StringBuilder csv =
        new StringBuilder(
            "kernel,tunnel,local,protection,second,mbit_per_s,counter_sender_xfrm_dst_cache,counter_sender_tunnel_tx_packets\n");
    Random random = new Random(1);
    for (String kernel : List.of("2.6.32-358.18.1.el6", "6.1.176")) {
      for (String cell : List.of("none,set,none", "gretap,set,none", "gretap,set,esp", "gretap,omitted,esp", "none,set,esp")) {
        boolean ill = kernel.startsWith("2.6.32") && cell.contains("omitted");
        double packets = 0;
        for (int second = 1; second <= SECONDS; second++) {
          double level = cell.endsWith("esp") ? 80 : 160;
          double speed =
              (ill ? 3 + 60 * Math.pow(0.5, second / 8.0) : level)
                  * (1 + 0.05 * random.nextGaussian());
          packets += speed * 100;
          csv.append(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%d,%.1f,%.0f,%.0f%n",
                  kernel,
                  cell,
                  second,
                  speed,
                  ill ? 40 + 0.98 * packets : 40,
                  packets));
        }
      }
    }
    return csv.toString();
  }
}
