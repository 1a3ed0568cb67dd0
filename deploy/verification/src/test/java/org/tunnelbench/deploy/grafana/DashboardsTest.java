package org.tunnelbench.deploy.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.deploy.metrics.Catalogue;
import org.tunnelbench.deploy.metrics.Queries;
import org.tunnelbench.deploy.prometheus.RuleFile;

class DashboardsTest {
  private static final Set<String> FACTORS =
      Set.of("experiment", "kernel", "tunnel", "local", "protection");

  static Stream<Dashboard> dashboards() throws Exception {
    return Dashboard.all(Repository.ROOT).stream();
  }

  @Test
  void thereAreThree() {
    assertThat(uids())
        .containsExactlyInAnyOrder("tunnelbench-live", "tunnelbench-kernels", "tunnelbench-fleet");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelHasATitleADescriptionAUnitAndAQuery(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.path("targets")).isNotEmpty();
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noTwoPanelsHaveOneIdOrTheSamePlace(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .extracting(panel -> panel.path("id").asInt())
        .doesNotHaveDuplicates();
    List<String> taken = new ArrayList<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          taken.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
        }
      }
    }
    assertThat(taken).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itLinksToTheOthersAndToTheController(Dashboard dashboard) {
    String own = dashboard.json().path("uid").asText();
    List<String> links =
        dashboard
            .json()
            .path("links")
            .valueStream()
            .map(link -> link.path("url").asText())
            .toList();
    assertThat(links).anyMatch(url -> url.startsWith("${controller}/"));
    uids().stream()
        .filter(uid -> !uid.equals(own))
        .forEach(other -> assertThat(links).contains("/d/" + other));
  }

  @Test
  void whatIsMeasuredLinksToItsExperimentsReportOnTheControllersPage() throws Exception {
    // The page asks for the token that a link cannot carry.
    List<String> links =
        dashboards()
            .flatMap(dashboard -> dashboard.json().findValuesAsText("url").stream())
            .filter(url -> url.contains("experiment}"))
            .toList();
    assertThat(links)
        .contains(
            "${controller}/#/experiments/${__field.labels.experiment}",
            "${controller}/#/experiments/${__data.fields.experiment}")
        .allMatch(url -> url.startsWith("${controller}/#/experiments/"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itAsksForNothingThatNoServiceShows(Dashboard dashboard) throws Exception {
    Set<String> known = new TreeSet<>(Catalogue.series());
    known.addAll(RuleFile.values("record"));
    List<Query> queries = new ArrayList<>(dashboard.queries());
    queries.addAll(dashboard.variables());

    assertThat(queries)
        .allSatisfy(query -> assertThat(known).containsAll(Queries.names(query.text())));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void whatIsMeasuredCanBeChosenByEveryFactor(Dashboard dashboard) {
    if (!dashboard.json().path("uid").asText().equals("tunnelbench-fleet")) {
      assertThat(
              dashboard
                  .json()
                  .at("/templating/list")
                  .valueStream()
                  .map(variable -> variable.path("name").asText()))
          .containsAll(FACTORS);
    }
  }

  @Test
  void variablesAreFilledAsGrafanaDoes() {
    assertThat(new Query("", "rate(a{b=~\"$b\"}[$__rate_interval])").withAll())
        .isEqualTo("rate(a{b=~\".*\"}[1m])");
    assertThat(new Query("", "label_values(a{b=~\"$b\"}, kernel)").withAll())
        .isEqualTo("count by (kernel) (a{b=~\".*\"})");
  }

  private static List<String> uids() {
    try {
      return dashboards().map(dashboard -> dashboard.json().path("uid").asText()).toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
