package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;

class LargestMtuTest {
  @ParameterizedTest
  @CsvSource({
    "GRETAP, none, 1462",
    "GRE, none, 1476",
    "IPIP, none, 1480",
    // 1500 - 20 - 8 - 12 = 1460, a multiple of 4; less 2, 4 and 14.
    "GRETAP, esp/null/hmac-md5, 1440",
    "GRETAP, esp/null/hmac-sha1, 1440",
    // 1500 - 20 - 8 - 16 = 1456.
    "IPIP, esp/null/hmac-sha256, 1454",
    // 1500 - 20 - 8 - 16 - 12 = 1444, of which 1440 is a multiple of 16.
    "GRE, esp/aes-128-cbc/hmac-sha1, 1434",
    // 1500 - 20 - 8 - 8 - 16 = 1448.
    "IPIP, esp/aes-128-gcm, 1446"
  })
  void fitsAnUnderlayOf1500(TunnelKind tunnel, String protection, int largest) {
    assertThat(LargestMtu.of(tunnel, Protection.parse(protection), 1500)).hasValue(largest);
  }

  @Test
  void isNoQuestionWithoutATunnel() {
    assertThat(LargestMtu.of(TunnelKind.NONE, Protection.NONE, 1500)).isEmpty();
  }
}
