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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.foreign.ForeignResult;
import org.tunnelbench.controller.foreign.SeriesCsv;
import org.tunnelbench.controller.report.HtmlReport;

/** {@code report.html} in a real browser, opened as a file: nothing can be fetched. */
class ReportInBrowserTest {
  private static final int WIDE = 1280;
  private static final int SECONDS = 60;

  private static final String PAPER = "getComputedStyle(document.body).backgroundColor";

  private static final Browser BROWSER = new Browser();

  @AfterAll
  static void close() {
    BROWSER.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "LIGHT, 390", "DARK, 1280", "DARK, 390"})
  void isDrawnAndAccessibleInEveryLight(ColorScheme scheme, int width, @TempDir Path folder)
      throws Exception {
    Page page = opened(width, scheme, folder);
    Browser.picture(page, "report-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
    assertThat(page.locator(".plot canvas").count())
        .as("a chart for each cell, and a counter under it")
        .isEqualTo(2 * page.locator(".plot").count());
    assertThat(page.locator(".twin-plot canvas").count()).isGreaterThanOrEqualTo(2);
    Browser.assertAccessible(page);
    assertThat(BROWSER.complaints()).isEmpty();
  }

  @Test
  void isReadWithTheKeyboard(@TempDir Path folder) throws Exception {
    Page page = opened(WIDE, ColorScheme.LIGHT, folder);
    Locator readout = page.locator(".twins .readout").first();
    String summary = readout.textContent();
    assertThat(summary).contains("decaying");
    page.locator(".twin-plot").first().focus();
    page.keyboard().press("ArrowRight");
    assertThat(readout.textContent()).startsWith("at 0 s: local omitted ");
    page.keyboard().press("Escape");
    assertThat(readout.textContent()).isEqualTo(summary);
  }

  @Test
  void showsAnotherCounterAndAnotherAxis(@TempDir Path folder) throws Exception {
    Page page = opened(WIDE, ColorScheme.LIGHT, folder);
    Locator titles = page.locator(".plot .pane-title");
    assertThat(titles.allTextContents()).containsOnly("sender_xfrm_dst_cache");
    page.locator("#counter").selectOption("sender_tunnel_tx_packets");
    assertThat(titles.allTextContents()).containsOnly("sender_tunnel_tx_packets");
    page.locator("#counter").selectOption("");
    assertThat(titles.count()).isZero();
    page.locator("#axis").selectOption("own");
    assertThat(BROWSER.complaints()).isEmpty();
  }

  @Test
  void isPrintedInLightWhateverTheScreenIs(@TempDir Path folder) throws Exception {
    Page page = opened(WIDE, ColorScheme.DARK, folder);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    assertThat(page.locator(".controls").isVisible()).isFalse();
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(page.evaluate(PAPER)).isEqualTo("rgb(255, 255, 255)");
  }

  private static Page opened(int width, ColorScheme scheme, Path folder) throws Exception {
    Page page = BROWSER.page(width, scheme);
    page.navigate(report(folder).toUri().toString());
    return page;
  }

  private static Path report(Path folder) throws Exception {
    List<MeasuredSeries> series = SeriesCsv.read(csv());
    Analysis analysis = Analysis.of(series);
    return Files.writeString(
        folder.resolve(HtmlReport.FILE),
        HtmlReport.of(
            ForeignResult.of("two kernels", List.of("series.csv"), Instant.EPOCH, series, analysis),
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
      for (String cell :
          List.of(
              "none,set,none",
              "gretap,set,none",
              "gretap,set,esp",
              "gretap,omitted,esp",
              "none,set,esp")) {
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
