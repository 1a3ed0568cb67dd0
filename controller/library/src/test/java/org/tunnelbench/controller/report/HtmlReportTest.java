package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;

class HtmlReportTest {
  private static final String FETCHING =
      "[src], [srcset], link, iframe, object, embed, img, form, base, a[href]:not([href^=#])";

  @Test
  void answersFirst() {
    Document page = page(Examples.measured());
    assertThat(page.select("h1").text())
        .isEqualTo("Linux 5.10.46 (5.10.46-4): MTU default carries nothing, MTU 1300 1,864 Mbit/s");
    assertThat(page.select(".answer p").eachText())
        .containsExactly(
            Examples.measured().summary(),
            "Why: the default MTU of gretap forgets the Ethernet header (known fault"
                + " gretap-default-mtu, confidence high).");
    assertThat(page.select(".answer .bars[role=img]").attr("aria-label"))
        .isEqualTo(
            "this kernel, mtu default: 0 Mbit/s; other kernels, mtu default: 2,167 Mbit/s; this"
                + " kernel, mtu 1300: 1,864 Mbit/s");
    assertThat(page.select(".tiles dd").eachText())
        .containsExactly("2 of 48", "48 of 48", "4", "8 of 8", "3 min 59 s");
  }

  @Test
  void mapsCellsByKernels() {
    Document page = page(Examples.measured());
    assertThat(page.select(".heat thead th").eachText())
        .containsExactly(
            "tunnel",
            "inner",
            "local",
            "protection",
            "mtu",
            "5.10.46 (5.10.46-4)",
            "6.1.176 (6.1.176-1)",
            "6.12.101 (6.12.101-1)",
            "7.2.7 (7.2.7-1)");
    assertThat(page.select(".heat tbody tr")).hasSize(12);
    assertThat(page.select(".heat .square")).hasSize(48);
    assertThat(page.select(".heat .square.ill").eachText())
        .containsExactly("0 no traffic", "0 no traffic");
    assertThat(page.select("section[aria-labelledby=figures] tbody tr")).hasSize(48);
  }

  @Test
  void carriesEverySampleForTheCurves() throws IOException {
    Document page = page(Examples.measured());
    JsonNode series = Json.MAPPER.readTree(page.expectFirst("script#series").data());
    assertThat(series.path("charts")).hasSize(12);
    assertThat(page.select(".plot[tabindex=0][role=img][aria-label]")).hasSize(12);
    assertThat(series.path("charts"))
        .allSatisfy(
            chart ->
                assertThat(chart.path("curves"))
                    .hasSize(4)
                    .allSatisfy(curve -> assertThat(curve.path("speeds")).hasSize(30)));
  }

  @Test
  void drawsCountersUnderTheSlowSeriesAndItsTwin() throws IOException {
    Document page = Jsoup.parse(HtmlReport.of(Counted.result(), Counted.ANALYSIS));
    JsonNode drawn = Json.MAPPER.readTree(page.expectFirst("script#series").data());
    assertThat(drawn.path("counters"))
        .extracting(JsonNode::asText)
        .containsExactly("sender_xfrm_dst_cache", "sender_tunnel_tx_packets");
    JsonNode twins = drawn.path("twins").get(0);
    assertThat(twins.path("counters"))
        .extracting(JsonNode::asText)
        .containsExactly("sender_xfrm_dst_cache", "sender_tunnel_tx_packets");
    assertThat(twins.path("slow").path("speeds")).hasSize(Counted.SAMPLES);
    assertThat(twins.path("slow").path("counters").path("sender_xfrm_dst_cache"))
        .hasSize(Counted.SAMPLES);
    assertThat(twins.path("slow").path("counters").path("sender_xfrm_dst_cache").get(0).asDouble())
        .as("a change since the first reading")
        .isZero();
    assertThat(page.select("select#counter option").eachText())
        .containsExactly("none", "sender_xfrm_dst_cache", "sender_tunnel_tx_packets");
    assertThat(page.select(".twin-plot[tabindex=0][role=img]").attr("aria-label"))
        .contains("local omitted: decaying");
    assertThat(page.select("section[aria-labelledby=causes] .advice").text())
        .contains("create the tunnel with `local ADDRESS`");
    assertThat(page.select(".answer p").eachText())
        .hasSize(3)
        .satisfiesExactly(
            what -> assertThat(what).contains("omitting `local` makes throughput"),
            why -> assertThat(why).startsWith("Why: every packet builds a new xfrm bundle"),
            change -> assertThat(change).startsWith("What to change: create the tunnel"));
  }

  @Test
  void drawsEveryEffectsInterval() {
    Document page = page(Examples.measured());
    Element effects = page.expectFirst("section[aria-labelledby=effects]");
    assertThat(effects.select("tbody tr"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.select("svg .interval, svg .change")).hasSize(2));
    assertThat(page.select("section[aria-labelledby=interactions] tbody tr.differs")).isNotEmpty();
  }

  @Test
  void fetchesNothing() {
    assertThat(page(Examples.partlyFailed()).select(FETCHING)).isEmpty();
  }

  @Test
  void allowsItsOwnScriptsAndStyleByHashAndNothingElse() throws NoSuchAlgorithmException {
    Document page = page(Examples.measured());
    List<Element> scripts = page.select("script:not([type])");
    assertThat(scripts).hasSize(2);
    assertThat(page.select("[style]")).isEmpty();
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; script-src '%s' '%s'; style-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(
                    hash(scripts.get(0)), hash(scripts.get(1)), hash(page.expectFirst("style"))));
  }

  @Test
  void showsHostileTextAsText() {
    Document page = page(Examples.partlyFailed());
    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.getElementsByAttributeStarting("on")).isEmpty();
    assertThat(page.expectFirst(".failure").text()).contains(Examples.HOSTILE.substring(0, 60));
    assertThat(page.expectFirst(".failure .advice").text())
        .isEqualTo("What to do: read the command's output; the host refused it.");
  }

  @Test
  void tellsWhichHostsWereNotProvedClean() {
    Document page = page(Examples.partlyFailed());
    assertThat(page.select(".tiles .ill dd").eachText())
        .containsExactly("2 of 48", "38 of 48", "7 of 8");
    assertThat(page.select("section[aria-labelledby=hosts] li")).isNotEmpty();
  }

  @Test
  void marksAnUnsteadyCell() {
    Document page = page(Examples.unsteady());
    assertThat(page.select("h1").text()).isEqualTo("Nothing slow was found");
    assertThat(page.select(".heat .unsteady.square")).hasSize(1);
    assertThat(page.expectFirst(".answer").classNames()).doesNotContain("ill");
  }

  @Test
  void staysAPageWhereNothingHasEndedYet() {
    Document page = page(Examples.empty());
    assertThat(page.select("h1").text()).isEqualTo("Nothing was measured");
    assertThat(page.select(".heat, .plot, .failure")).isEmpty();
  }

  @Test
  void readsAloud() {
    Document page = page(Examples.measured());
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("table")).allSatisfy(HtmlReportTest::hasHeaders);
    assertThat(page.select("section"))
        .allSatisfy(
            section ->
                assertThat(page.getElementById(section.attr("aria-labelledby"))).isNotNull());
    assertThat(page.select(".scroll"))
        .allSatisfy(scroll -> assertThat(scroll.attr("tabindex")).isEqualTo("0"));
  }

  private static void hasHeaders(Element table) {
    assertThat(table.select("caption")).hasSize(1);
    assertThat(table.select("thead th[scope=col]")).isNotEmpty();
    assertThat(table.select("tbody tr"))
        .allSatisfy(row -> assertThat(row.select("th[scope=row]")).hasSize(1));
  }

  private static Document page(ExperimentResult result) {
    return Jsoup.parse(HtmlReport.of(result));
  }

  private static String hash(Element element) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(element.data().getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
