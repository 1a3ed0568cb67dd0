package org.tunnelbench.controller.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.catalogue.Diagnosis;
import org.tunnelbench.controller.analysis.cause.Explanation;
import org.tunnelbench.controller.analysis.effect.Basis;
import org.tunnelbench.controller.analysis.effect.Effect;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.analysis.shape.Shape;
import org.tunnelbench.controller.report.AnalysisText;
import org.tunnelbench.controller.report.HtmlReport;
import org.tunnelbench.controller.report.ResultJson;

/** The shipped example: what the fault of 2013 looks like. */
class ForeignResultTest {
  private final List<MeasuredSeries> series;
  private final Analysis analysis;
  private final ExperimentResult result;

  ForeignResultTest() throws Exception {
    series = SeriesCsv.read(Files.readString(Path.of("../../examples/centos6.csv")));
    analysis = Analysis.of(series);
    result =
        ForeignResult.of(
            "centos6",
            List.of("centos6.csv"),
            Instant.parse("2026-11-23T00:00:00Z"),
            series,
            analysis);
  }

  @Test
  void tellsTheShapes() {
    assertThat(analysis.series())
        .extracting(one -> one.shape().shape())
        .containsExactly(Shape.STEADY, Shape.STEADY, Shape.DECAYING);
  }

  @Test
  void tellsWhatOmittingLocalDoes() {
    Effect effect =
        analysis.effects().effects().stream()
            .filter(one -> one.factor().equals("local"))
            .findFirst()
            .orElseThrow();
    assertThat(effect.from()).isEqualTo("set");
    assertThat(effect.to()).isEqualTo("omitted");
    assertThat(effect.levels()).isEqualTo(Map.of("tunnel", "gretap", "protection", "esp"));
    assertThat(effect.change()).isCloseTo(0.09, within(0.01));
    assertThat(effect.low()).isBetween(0.04, effect.change());
    assertThat(effect.high()).isBetween(effect.change(), 0.3);
    assertThat(effect.significant()).isTrue();
    assertThat(effect.basis()).isEqualTo(Basis.WITHIN_SERIES);
  }

  @Test
  void namesTheFaultOnceAndBlamesTheCheapOption() {
    assertThat(analysis.causes()).hasSize(1);
    Explanation cause = analysis.causes().getFirst();
    assertThat(cause.factor()).isEqualTo("local");
    assertThat(cause.diagnoses())
        .singleElement()
        .satisfies(
            diagnosis -> {
              assertThat(diagnosis.id()).isEqualTo("xfrm-bundle-flow");
              assertThat(diagnosis.confidence()).isEqualTo(Diagnosis.Confidence.HIGH);
            });
    assertThat(result.findings()).hasSize(1);
    assertThat(result.summary())
        .contains("omitting `local`", "it decays", "xfrm-bundle-flow", "with `local ADDRESS`");
  }

  @Test
  void isShownAsAnExperimentIs() {
    String text = AnalysisText.of(result, analysis);
    assertThat(text.lines().toList().getLast()).isEqualTo(result.summary());
    assertThat(text).contains("decaying", "× 0.09", "95 % interval", "within it");
    String page = HtmlReport.of(result, analysis);
    assertThat(page)
        .contains(
            "local omitted carries 7.7 Mbit/s, local set 83.2 Mbit/s",
            "What each option does",
            "25ee3286dcbc");
  }

  @Test
  void isWrittenByThePublishedSchema() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("../../docs/schemas/result.schema.json")),
                InputFormat.JSON);
    assertThat(schema.validate(ResultJson.of(result), InputFormat.JSON)).isEmpty();
  }

  @Test
  void seriesOfAnExperimentKeepTheirHosts() {
    List<MeasuredSeries> ofPairs =
        Stream.of("a b", "c d", "").map(pair -> on(pair, series.getFirst())).toList();
    assertThat(
            ForeignResult.of("pairs", List.of(), Instant.EPOCH, ofPairs, Analysis.of(ofPairs))
                .cells())
        .extracting(cell -> cell.pair().toString())
        .containsExactlyInAnyOrder("[a, b]", "[c, d]", "[sender, receiver]");
  }

  @Test
  void theSameSeriesHaveTheSameId() {
    assertThat(ForeignResult.of("centos6", List.of(), Instant.EPOCH, series, analysis).id())
        .isEqualTo(result.id());
  }

  private static MeasuredSeries on(String pair, MeasuredSeries one) {
    return new MeasuredSeries(
        one.kernel(), pair, one.levels(), one.repetition(), one.points(), one.counters());
  }
}
