package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.HostSettingLevels;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.experiment.TunnelOptionLevels;

class ExperimentDocumentsTest {
  private static final String LEAST = "name: x\nblocks: [{tunnel: gretap}]\n";

  @Test
  void whatADocumentDoesNotSayHasDefaults() throws Exception {
    assertThat(ExperimentDocuments.parse(LEAST))
        .isEqualTo(
            new ExperimentDocument(
                "x",
                new PairSelection.Everything(),
                List.of(
                    new Block(
                        List.of(TunnelKind.GRETAP),
                        Optional.empty(),
                        List.of(LocalAddress.SET),
                        List.of(Protection.NONE),
                        Optional.empty(),
                        List.of(Keying.MANUAL),
                        List.of(Mtu.DEFAULT),
                        TunnelOptionLevels.DEFAULT,
                        HostSettingLevels.DEFAULT)),
                TrafficSpec.DEFAULT,
                1,
                1,
                Duration.ofSeconds(70),
                Optional.empty()));
  }

  @Test
  void theCanonicalFormSaysEverything() throws Exception {
    String text =
        """
        name: x
        kernels: "6.1"
        blocks: [{tunnel: gretap, inner: direct, mtu: [default, 1300]}]
        traffic: {seconds: 3, interval: 0.1, rateLimit: 1.5G}
        """;

    assertThat(ExperimentDocuments.toJson(ExperimentDocuments.parse(text)))
        .hasToString(
            """
            {"name":"x","kernels":["6.1"],\
            "blocks":[{"tunnel":["gretap"],"inner":["direct"],"local":["set"],\
            "protection":["none"],"keying":["manual"],"mtu":["default",1300],\
            "ttl":["default"],"key":["none"],"pmtudisc":["default"],"offload":["default"],\
            "sysctl":["default"]}],\
            "traffic":{"tool":"auto","seconds":3,"interval":0.1,"streams":1,\
            "direction":"forward","rateLimit":1500000000,"transport":"tcp","latency":false},\
            "repetitions":1,"seed":1,"deadline":63}""");
  }

  @Test
  void rateLimitsAreReadWithTheirUnits() throws Exception {
    assertThat(rate("1000")).isEqualTo(1_000);
    assertThat(rate("10k")).isEqualTo(10_000);
    assertThat(rate("10K")).isEqualTo(10_000);
    assertThat(rate("100M")).isEqualTo(100_000_000);
    assertThat(rate("\"2.5G\"")).isEqualTo(2_500_000_000L);
  }

  private static long rate(String written) throws InvalidDocumentException {
    return ExperimentDocuments.parse(LEAST + "traffic: {rateLimit: " + written + "}\n")
        .traffic()
        .rateLimit()
        .orElseThrow();
  }

  @Test
  void jsonIsReadHoweverItIsWritten() throws Exception {
    ExperimentDocument plain = ExperimentDocuments.parse(LEAST);

    assertThat(ExperimentDocuments.parse("{\"name\":\"x\",\"blocks\":[{\"tunnel\":\"gretap\"}]}"))
        .isEqualTo(plain);
    assertThat(
            ExperimentDocuments.parse(
                "{\n\t\"name\": \"x\",\n\t\"blocks\": [\n\t\t{\"tunnel\": [\"gretap\"]}\n\t]\n}\n"))
        .isEqualTo(plain);
    assertThat(
            ExperimentDocuments.parse(
                "\uFEFF{\"name\": \"\\u0078\", \"blocks\": [{\"tunnel\": \"gretap\"}]}"))
        .isEqualTo(plain);
    assertThat(
            ExperimentDocuments.parse(
                    "{\"name\": \"x\", \"blocks\": [{\"tunnel\": \"gretap\", \"protection\": \"esp\\/null\\/hmac-md5\"}]}")
                .cells())
        .hasSize(1);
  }

  @Test
  void aCellOfTwoBlocksIsOneCell() throws Exception {
    assertThat(
            ExperimentDocuments.parse(
                    "name: x\nblocks:\n  - {tunnel: [gretap, ipip]}\n  - {tunnel: [ipip, gre]}\n")
                .cells())
        .hasSize(3);
  }

  @Test
  void noMoreThanAHundredViolationsAreTold() {
    StringBuilder text = new StringBuilder(LEAST);
    for (int i = 0; i < 1_000; i++) {
      text.append("unknown").append(i).append(": 1\n");
    }
    InvalidDocumentException refused =
        catchThrowableOfType(
            InvalidDocumentException.class, () -> ExperimentDocuments.parse(text.toString()));

    assertThat(refused.violations()).hasSize(100);
  }
}
