package org.tunnelbench.controller.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKey;
import org.tunnelbench.contract.experiment.TunnelKind;

class LargestMtuTest {
  @ParameterizedTest
  @CsvSource({
    "GRETAP, none, none, 1462",
    "GRE, none, none, 1476",
    "IPIP, none, none, 1480",
    // RFC 2890: a key takes 4 bytes, as does key 0.
    "GRETAP, 7, none, 1458",
    "GRE, 0, none, 1472",
    // 1500 - 20 - 8 - 12 = 1460, a multiple of 4; less 2, 4 and 14.
    "GRETAP, none, esp/null/hmac-md5, 1440",
    "GRETAP, none, esp/null/hmac-sha1, 1440",
    // 1500 - 20 - 8 - 16 = 1456.
    "IPIP, none, esp/null/hmac-sha256, 1454",
    // 1500 - 20 - 8 - 16 - 12 = 1444, of which 1440 is a multiple of 16.
    "GRE, none, esp/aes-128-cbc/hmac-sha1, 1434",
    // 1500 - 20 - 8 - 8 - 16 = 1448.
    "IPIP, none, esp/aes-128-gcm, 1446",
    // 1440 as above, less the tunnel's own header of 20.
    "GRETAP, none, esp-tunnel/null/hmac-sha1, 1420",
    "IPIP, none, esp-tunnel/aes-128-gcm, 1426",
    "GRE, 4294967295, esp-tunnel/aes-128-cbc/hmac-sha1, 1410"
  })
  void fitsAnUnderlayOf1500(TunnelKind tunnel, String key, String protection, int largest) {
    assertThat(LargestMtu.of(tunnel, new TunnelKey(key), Protection.parse(protection), 1500))
        .hasValue(largest);
  }

  @Test
  void isNoQuestionWithoutATunnel() {
    assertThat(LargestMtu.of(TunnelKind.NONE, TunnelKey.NONE, Protection.NONE, 1500)).isEmpty();
  }
}
