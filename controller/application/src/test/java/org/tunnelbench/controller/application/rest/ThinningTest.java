package org.tunnelbench.controller.application.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.SeriesPoint;

class ThinningTest {
  private static SeriesPoint point(int index) {
    return new SeriesPoint(
        index,
        1,
        index,
        OptionalLong.of(10),
        index == 4 ? OptionalLong.empty() : OptionalLong.of(1));
  }

  private final List<SeriesPoint> series =
      IntStream.range(0, 5).mapToObj(ThinningTest::point).toList();

  @Test
  void keepsAShortSeriesAsItIs() {
    assertThat(Thinning.thin(series, 5)).isEqualTo(series);
  }

  @Test
  void putsNeighboursTogether() {
    assertThat(Thinning.thin(series, 3))
        .containsExactly(
            new SeriesPoint(0, 2, 1, OptionalLong.of(20), OptionalLong.of(2)),
            new SeriesPoint(2, 2, 5, OptionalLong.of(20), OptionalLong.of(2)),
            point(4));
  }
}
