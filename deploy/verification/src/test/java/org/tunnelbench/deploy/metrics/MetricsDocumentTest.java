package org.tunnelbench.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.metric.Metric;
import org.tunnelbench.deploy.Repository;

class MetricsDocumentTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws Exception {
    Path made = Files.createDirectories(Repository.TARGET).resolve("metrics.md");
    Files.writeString(made, MetricsDocument.render());

    assertThat(Repository.ROOT.resolve("docs/metrics.md"))
        .as("copy %s over it", made)
        .hasSameTextualContentAs(made);
  }

  @Test
  void noTwoMetricsHaveOneName() {
    assertThat(Catalogue.all()).extracting(Metric::exposedName).doesNotHaveDuplicates();
  }
}
