package org.tunnelbench.controller.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

class SeriesCsvTest {
  private static final String HEAD = "kernel,tunnel,local,protection,second,mbit_per_s\n";

  @Test
  void readsSeriesInTheOrderOfTheirSeconds() throws Exception {
    List<MeasuredSeries> series =
        SeriesCsv.read(
            HEAD + "6.1,gretap,set,esp,2,20\n6.1,gretap,set,esp,1,10\n6.1,ipip,set,esp,1,30\n\n");
    assertThat(series).hasSize(2);
    assertThat(series.getFirst().kernel()).isEqualTo("6.1");
    assertThat(series.getFirst().levels())
        .containsExactly(
            Map.entry("tunnel", "gretap"),
            Map.entry("local", "set"),
            Map.entry("protection", "esp"));
    assertThat(series.getFirst().points().stream().map(SeriesPoint::mbitPerSecond))
        .containsExactly(10.0, 20.0);
    assertThat(series.getFirst().points().getFirst().start()).isZero();
  }

  @Test
  void takesFurtherColumnsForFactorsAndCounters() throws Exception {
    MeasuredSeries series =
        SeriesCsv.read(
                """
                \ufeffmtu,kernel,tunnel,local,protection,repetition,second,mbit_per_s,counter_slab\r
                1400,6.1,gretap,set,"esp",3,0.5,10,7\r
                1400,6.1,gretap,set,esp,3,1.0,10,\r
                """)
            .getFirst();
    assertThat(series.levels()).containsEntry("mtu", "1400").doesNotContainKey("repetition");
    assertThat(series.repetition()).isEqualTo(3);
    assertThat(series.counters()).containsEntry("slab", List.of(7.0, Double.NaN));
    assertThat(series.points().getLast().seconds()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6.1,gretap,set,esp,1|line 2: 5 fields, where there are 6 columns",
        "6.1,gretap,set,esp,x,1|line 2: second 'x' is no number",
        "6.1,gretap,set,esp,1,-3|line 2: mbit_per_s '-3' is negative",
        "6.1,gretap,set,esp,1,NaN|line 2: mbit_per_s 'NaN' is no number",
        "6.1,gretap,set,esp,1,1e999|line 2: mbit_per_s '1e999' is too large",
        ",gretap,set,esp,1,1|line 2: kernel '' is empty",
        "6.1,gretap,,esp,1,1|line 2: local '' is empty"
      })
  void namesTheLineAndTheField(String record, String message) {
    assertThatThrownBy(() -> SeriesCsv.read(HEAD + record + "\n"))
        .isInstanceOf(InvalidSeriesException.class)
        .hasMessage(message);
  }

  @Test
  void namesTheLineOfALaterSample() {
    String fine = "6.1,gretap,set,esp,1,10\n6.1,gretap,set,esp,2,10\n";
    assertThatThrownBy(() -> SeriesCsv.read(HEAD + fine + "6.1,gretap,set,esp,2,10"))
        .hasMessageStartingWith("line 4: second 2 is there twice");
    assertThatThrownBy(() -> SeriesCsv.read(HEAD + fine + "6.1,gretap,set,esp,3,ten\n"))
        .hasMessage("line 4: mbit_per_s 'ten' is no number");
  }

  @Test
  void namesWhatTheFirstLineLacks() {
    assertThatThrownBy(() -> SeriesCsv.read("kernel,tunnel,local,second,mbit_per_s\n"))
        .hasMessageStartingWith("line 1: there is no column 'protection'");
    assertThatThrownBy(() -> SeriesCsv.read(""))
        .hasMessageStartingWith("line 1: the file is empty");
    assertThatThrownBy(() -> SeriesCsv.read(HEAD)).hasMessage("line 2: there is no sample");
    assertThatThrownBy(() -> SeriesCsv.read(HEAD.replace("local", "tunnel")))
        .hasMessage("line 1: the column 'tunnel' is there twice");
  }

  @Test
  void refusesTextThatIsNoCsv() {
    assertThatThrownBy(() -> SeriesCsv.read(HEAD + "\"6.1,gretap\n"))
        .isInstanceOf(InvalidSeriesException.class)
        .hasMessageStartingWith("line ");
  }
}
