package org.tunnelbench.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.lab.LabException;

final class KubernetesProgramsTest {
  @ParameterizedTest
  @CsvSource({
    "1.20.5+really1.20.2-1.1+deb12u1, 1.20.2",
    "1.20.2-1, 1.20.2",
    "1.31.4+ds-1, 1.31.4",
  })
  void theVersionIsTheProgramsOwn(String ofPackage, String version) throws Exception {
    assertThat(KubernetesPrograms.version(ofPackage)).isEqualTo(version);
  }

  @Test
  void aVersionThatTellsNothingIsNamed() {
    assertThatThrownBy(() -> KubernetesPrograms.version("latest"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("latest");
  }
}
