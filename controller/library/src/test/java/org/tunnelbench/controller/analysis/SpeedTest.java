package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "0.049, 0", "0.1, 0.1", "13.44, 13.4", "99.96, 100", "1910.4, '1,910'"})
  void readsWell(double mbitPerSecond, String text) {
    assertThat(Speed.text(mbitPerSecond)).isEqualTo(text);
  }

  @Test
  void namesOneOrARange() {
    assertThat(Speed.range(List.of(0.0, 0.01))).isEqualTo("no traffic");
    assertThat(Speed.range(List.of(12.0, 12.0))).isEqualTo("12.0 Mbit/s");
    assertThat(Speed.range(List.of(1200.0, 13.0))).isEqualTo("13.0 to 1,200 Mbit/s");
  }
}
