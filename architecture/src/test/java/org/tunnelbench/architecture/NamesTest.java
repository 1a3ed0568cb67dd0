package org.tunnelbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names that others rely on stand in one file each. */
class NamesTest {
  private static final Pattern TOPIC =
      Pattern.compile(
          "\"tunnelbench\\.(experiments|samples|facts\\.|reports\\.|commands\\.|probe-commands\\.)[^\".]*\"");
  private static final Pattern METRIC =
      Pattern.compile("Metric\\.(gauge|counter|histogram)\\(|\"tunnelbench\\.traffic\\.");

  @Test
  void topicsAreNamedInOneFile() throws Exception {
    assertThat(filesWith(TOPIC)).containsExactly("Topic.java");
  }

  @Test
  void everyServiceNamesItsMetricsInOneFile() throws Exception {
    assertThat(filesWith(METRIC))
        .containsExactlyInAnyOrder(
            "SharedMetrics.java", "MetricNames.java", "MetricNames.java", "MetricNames.java");
  }

  private static List<String> filesWith(Pattern name) throws Exception {
    List<String> files = new ArrayList<>();
    for (Path source : Project.sources()) {
      if (name.matcher(Files.readString(source)).find()) {
        files.add(source.getFileName().toString());
      }
    }
    return files;
  }
}
