package org.tunnelbench.controller.analysis.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.controller.analysis.shape.Shape;

class CatalogueTest {
  private static Pathology of(String id) {
    return Catalogue.all().stream()
        .filter(pathology -> pathology.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.18-348.el5, FREE",
    "2.6.18, FREE",
    "2.6.25.4, BROKEN",
    "2.6.32, BROKEN",
    "2.6.32.67, BROKEN",
    "2.6.32-71.el6, BROKEN",
    "2.6.32-358.18.1.el6, BROKEN",
    "2.6.32-358.23.2.el6.x86_64, BROKEN",
    "2.6.32-431.el6, FREE",
    "2.6.32-754.35.1.el6, FREE",
    "2.6.33, BROKEN",
    "2.6.33.3, FREE",
    "2.6.34, FREE",
    "6.1.0-50, FREE",
    "6.1.176 (6.1.176-1), FREE",
    "unknown, UNKNOWN"
  })
  void knowsWhichKernelsBuildTooManyBundles(String kernel, KernelRange.Answer answer) {
    assertThat(of("xfrm-bundle-flow").has(kernel)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "5.10.46 (5.10.46-4), BROKEN",
    "5.10.0-8-amd64 (5.10.46-4), BROKEN",
    "5.10.0-9-amd64 (5.10.70-1), FREE",
    "5.10.0-8-amd64, UNKNOWN",
    "5.10.14, FREE",
    "5.10.53, FREE",
    "5.12.19, BROKEN",
    "5.13.5, FREE",
    "5.15.1, FREE",
    "6.1.176 (6.1.176-1), FREE",
    "7.2.7, FREE",
    "5.4.100, UNKNOWN"
  })
  void knowsWhichKernelsGiveGretapTooLargeAnMtu(String kernel, KernelRange.Answer answer) {
    assertThat(of("gretap-default-mtu").has(kernel)).isEqualTo(answer);
  }

  @Test
  void aCounterMakesItCertainAndAnUnknownKernelLess() {
    assertThat(Catalogue.diagnose(bundles("2.6.32", List.of())).getFirst().confidence())
        .isEqualTo(Diagnosis.Confidence.HIGH);
    assertThat(
            Catalogue.diagnose(bundles("2.6.32", List.of("xfrm_dst_cache")))
                .getFirst()
                .confidence())
        .isEqualTo(Diagnosis.Confidence.CERTAIN);
    assertThat(Catalogue.diagnose(bundles("unknown", List.of())).getFirst().confidence())
        .isEqualTo(Diagnosis.Confidence.LOW);
    assertThat(Catalogue.diagnose(bundles("6.1.0-50", List.of()))).isEmpty();
  }

  @Test
  void theDefaultMtuOfGretapIsNamed() {
    Symptom symptom =
        new Symptom(
            "5.10.46 (5.10.46-4)",
            "mtu",
            "default",
            "1300",
            Map.of("tunnel", "gretap", "protection", "none"),
            1e-5,
            Shape.NO_TRAFFIC,
            List.of());
    assertThat(Catalogue.diagnose(symptom))
        .singleElement()
        .satisfies(diagnosis -> assertThat(diagnosis.id()).isEqualTo("gretap-default-mtu"));
  }

  @Test
  void everyEntryIsComplete() {
    assertThat(Catalogue.all()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(new HashSet<>(Catalogue.all().stream().map(Pathology::id).toList()))
        .hasSameSizeAs(Catalogue.all());
    assertThat(Catalogue.all())
        .allSatisfy(
            pathology -> {
              assertThat(pathology.title()).isNotBlank();
              assertThat(pathology.cause()).endsWith(".");
              assertThat(pathology.change()).isNotBlank().doesNotEndWith(".");
              assertThat(pathology.sources()).isNotEmpty();
              assertThat(pathology.signature().most()).isBetween(0.0, 1.0);
            });
  }

  private static Symptom bundles(String kernel, List<String> counters) {
    return new Symptom(
        kernel,
        "local",
        "omitted",
        "set",
        Map.of("tunnel", "gretap", "protection", "esp/null/hmac-md5"),
        0.08,
        Shape.DECAYING,
        counters);
  }
}
