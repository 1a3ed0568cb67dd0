package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellOrderTest {
  @Test
  void readsNumbersAsNumbers() {
    assertThat(
            Stream.of("7.2.7", "6.12.101", "5.10.46", "6.1.176", "2.6.32-431", "2.6.32-71")
                .sorted(CellOrder.NATURAL))
        .containsExactly("2.6.32-71", "2.6.32-431", "5.10.46", "6.1.176", "6.12.101", "7.2.7");
  }

  @Test
  void putsThePlainCellBeforeTheSameInsideEsp() {
    Map<String, String> plain = levels("gretap", "1300", "none");
    Map<String, String> inside = levels("gretap", "1300", "esp/null/hmac-md5");
    Map<String, String> larger = levels("gretap", "1400", "none");
    Map<String, String> other = levels("ipip", "1300", "none");
    assertThat(Stream.of(other, larger, inside, plain).sorted(CellOrder.LEVELS))
        .containsExactly(plain, inside, larger, other);
  }

  private static Map<String, String> levels(String tunnel, String mtu, String protection) {
    return Map.of(
        "tunnel", tunnel, "inner", "direct", "local", "set", "protection", protection, "mtu", mtu);
  }
}
