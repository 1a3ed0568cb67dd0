package org.tunnelbench.cli.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Main;
import org.tunnelbench.contract.Json;
import org.w3c.dom.Element;

class CompareCommandTest {
  private static final String HEAD =
      "kernel,tunnel,local,protection,repetition,second,mbit_per_s\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path before;
  private final Path after;
  private final Path junit;

  CompareCommandTest(@TempDir Path folder) {
    before = folder.resolve("before.csv");
    after = folder.resolve("after.csv");
    junit = folder.resolve("junit.xml");
  }

  private int compare(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "compare";
    arguments[1] = before.toString();
    arguments[2] = after.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String cell(String kernel, String tunnel, double level, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder();
    for (int repetition = 1; repetition <= 5; repetition++) {
      for (int second = 1; second <= 30; second++) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,set,esp,%d,%d,%.1f%n",
                kernel,
                tunnel,
                repetition,
                second,
                level * (1 + 0.05 * random.nextGaussian())));
      }
    }
    return csv.toString();
  }

  @Test
  void failsWhereACellIsBelowForSure() throws Exception {
    Files.writeString(before, HEAD + cell("6.1", "gre", 100, 1) + cell("6.1", "ipip", 100, 2));
    Files.writeString(after, HEAD + cell("6.1", "gre", 70, 3) + cell("6.1", "ipip", 99, 4));
    assertThat(compare("--fail-below", "0.9", "--junit", junit.toString(), "--json"))
        .isEqualTo(ExitCode.FAILED);
    JsonNode cells = Json.MAPPER.readTree(out.toString()).path("comparison").path("cells");
    assertThat(cells).hasSize(2);
    assertThat(cells.path(0).path("change").asDouble()).isBetween(0.66, 0.74);
    assertThat(cells.path(0).path("below").asBoolean()).isTrue();
    assertThat(cells.path(1).path("below").asBoolean()).isFalse();
    assertThat(cells.path(1).path("significant").asBoolean()).isFalse();
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(junit.toFile())
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void doesNotFailWhereItIsNotSure() throws Exception {
    Files.writeString(before, HEAD + cell("6.1", "gre", 100, 1));
    Files.writeString(after, HEAD + cell("6.1", "gre", 89.7, 3));
    assertThat(compare("--fail-below", "0.9")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("0 of 1 cells are below × 0.90 for sure");
  }

  @Test
  void withoutAThresholdAChangeIsNoFailure() throws Exception {
    Files.writeString(before, HEAD + cell("6.1", "gre", 100, 1));
    Files.writeString(after, HEAD + cell("6.1", "gre", 10, 3));
    assertThat(compare()).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("× 0.10", "1 of 1 cells changed.");
  }

  @Test
  void anotherBuildIsComparedWhereThereIsNoChoice() throws Exception {
    Files.writeString(
        before, HEAD + cell("2.6.32-358.el6", "gre", 10, 1) + cell("6.1", "gre", 100, 2));
    Files.writeString(
        after,
        HEAD
            + cell("2.6.32-431.el6", "gre", 100, 3)
            + cell("6.1", "gre", 100, 4)
            + cell("6.1", "ipip", 100, 5));
    assertThat(compare("--fail-below", "0.9")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("2.6.32-358.el6 → 2.6.32-431.el6", "not compared: 6.1 ipip", "changed");
  }

  @Test
  void whatHasNothingInCommonIsWrongUsage() throws Exception {
    Files.writeString(before, HEAD + cell("6.1", "gre", 100, 1));
    Files.writeString(after, HEAD + cell("6.1", "ipip", 100, 1));
    assertThat(compare()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("have no cell in common");
  }

  @Test
  void filesThatSayNothingOfTheirLevelsAreTheSameCell() throws Exception {
    Files.writeString(before, iperf3(100));
    Files.writeString(after, iperf3(20));
    assertThat(compare("--fail-below", "0.9")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains("before.csv → after.csv", "1 of 1 cells is below × 0.90 for sure");
  }

  /** What {@code iperf3 -J} prints without a title. */
  private static String iperf3(double mbitPerSecond) {
    StringBuilder intervals = new StringBuilder();
    for (int second = 0; second < 30; second++) {
      long bytes = Math.round((mbitPerSecond + second % 3) * 1e6 / 8);
      intervals
          .append(second == 0 ? "" : ",")
          .append(
              "{\"sum\":{\"start\":%d,\"end\":%d,\"seconds\":1,\"bytes\":%d,\"sender\":false}}"
                  .formatted(second, second + 1, bytes));
    }
    return "{\"start\":{\"system_info\":\"Linux a 6.1.0 x86_64\"},\"intervals\":["
        + intervals
        + "]}";
  }

  @Test
  void aThresholdIsARatio() throws Exception {
    Files.writeString(before, HEAD + cell("6.1", "gre", 100, 1));
    Files.writeString(after, HEAD + cell("6.1", "gre", 100, 1));
    assertThat(compare("--fail-below", "90")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--fail-below: '90.0' must be above 0 and at most 1");
  }
}
