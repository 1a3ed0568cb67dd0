package org.tunnelbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.report.ResultJson;

class EvidenceBundleTest {
  @Test
  void holdsAllThatAResultIsProvedBy() throws Exception {
    Map<String, String> files = files(EvidenceBundle.of(ExampleResult.of(ExampleResult.DOCUMENT)));
    assertThat(files.keySet())
        .containsExactly(
            "README.txt",
            "reproduce.sh",
            "verdicts.txt",
            "analysis.json",
            "configuration.json",
            "versions.json",
            "commands.txt",
            "report.html",
            "samples.csv",
            "counters.csv",
            "result.json");
    assertThat(files.get("README.txt"))
        .contains("sh reproduce.sh FIRST SECOND", "gretap", "0123456789ab");
    assertThat(files.get("commands.txt"))
        .contains("ip link add name", "auth-trunc hmac(md5) ****", "ip xfrm state delete")
        .doesNotContainPattern("[0-9a-f]{32}");
    assertThat(files.get("versions.json")).contains("iperf 3.12", "5.10.46-4");
    assertThat(Json.MAPPER.readTree(files.get("configuration.json")).path("seed").asInt())
        .isEqualTo(42);
    assertThat(Json.MAPPER.readTree(files.get("analysis.json")).path("effects").path("effects"))
        .isNotEmpty();
    assertThat(Json.MAPPER.readValue(files.get("result.json"), ExperimentResult.class).cells())
        .hasSize(4);
  }

  @Test
  void theSameResultMakesTheSameBytes() throws Exception {
    ExperimentResult result = ExampleResult.of(ExampleResult.DOCUMENT);
    ExperimentResult read = Json.MAPPER.readValue(ResultJson.of(result), ExperimentResult.class);
    assertThat(EvidenceBundle.of(read)).isEqualTo(EvidenceBundle.of(result));
  }

  @Test
  void saysWhyNothingCanBeRepeated() throws Exception {
    Map<String, String> files =
        files(
            EvidenceBundle.of(
                ExampleResult.of("name: well\nblocks: [{tunnel: [gre], mtu: [1300]}]\n")));
    assertThat(files).doesNotContainKey("reproduce.sh");
    assertThat(files.get("README.txt"))
        .contains("There is no reproduce.sh: no finding")
        .doesNotContain("fresh keys");
  }

  @Test
  void whatOneOptionMakesSlowIsToldAndRepeatedThoughNoVerdictTellsIt() throws Exception {
    ExperimentResult result = ExampleResult.decaying();
    assertThat(result.findings()).isEmpty();
    Map<String, String> files = files(EvidenceBundle.of(result));
    assertThat(files.get("reproduce.sh")).contains("broken_level='local omitted'");
    assertThat(files.getOrDefault("verdicts.txt", "").lines())
        .last()
        .asString()
        .contains("omitting `local`", "it decays");
    assertThat(files.get("README.txt")).contains("omitting `local`");
    assertThat(Json.MAPPER.readValue(files.get("result.json"), ExperimentResult.class).findings())
        .hasSize(1);
  }

  private static Map<String, String> files(byte[] zipped) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
