package org.tunnelbench.cli.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Main;
import org.tunnelbench.contract.Json;

class AnalyzeCommandTest {
  private static final String EXAMPLE = "../examples/centos6.csv";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void saysWhatIsSlowInTheLastLine() {
    assertThat(execute("analyze", EXAMPLE)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList().getLast())
        .contains("omitting `local`", "xfrm-bundle-flow", "What to change");
  }

  @Test
  void answersInJson() throws Exception {
    assertThat(execute("analyze", EXAMPLE, "--json")).isEqualTo(ExitCode.DONE);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    assertThat(answer.path("series")).hasSize(3);
    JsonNode decaying = answer.path("series").path(2);
    assertThat(decaying.path("kernel").asText()).isEqualTo("2.6.32-358.18.1.el6");
    assertThat(decaying.path("shape").asText()).isEqualTo("decaying");
    assertThat(decaying.path("confidence").asDouble()).isGreaterThan(0.9);
    assertThat(decaying.path("levels").path("local").asText()).isEqualTo("omitted");
    assertThat(decaying.path("halfLifeSeconds").asDouble()).isPositive();
    JsonNode effect =
        StreamSupport.stream(answer.path("effects").spliterator(), false)
            .filter(one -> one.path("factor").asText().equals("local"))
            .findFirst()
            .orElseThrow();
    assertThat(effect.path("from").asText()).isEqualTo("set");
    assertThat(effect.path("to").asText()).isEqualTo("omitted");
    assertThat(effect.path("significant").asBoolean()).isTrue();
    assertThat(effect.path("low").asDouble()).isLessThan(effect.path("change").asDouble());
    assertThat(effect.path("high").asDouble()).isGreaterThan(effect.path("change").asDouble());
    assertThat(effect.path("levels").path("protection").asText()).isEqualTo("esp");
  }

  @Test
  void writesTheReport(@TempDir Path folder) {
    assertThat(execute("analyze", EXAMPLE, "--output", folder.resolve("new").toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("new/report.html")).content().contains("xfrm-bundle-flow");
    assertThat(folder.resolve("new/result.json")).isNotEmptyFile();
    assertThat(folder.resolve("new/samples.csv")).isNotEmptyFile();
  }

  @Test
  void namesFileAndLineOfWhatIsWrong(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("wrong.csv"),
            "kernel,tunnel,local,protection,second,mbit_per_s\n6.1,gretap,set,esp,1,fast\n");
    assertThat(execute("analyze", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("wrong.csv: line 2: mbit_per_s 'fast' is no number");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMissingFileIsWrongUsage() {
    assertThat(execute("analyze", "nowhere.csv")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no file nowhere.csv");
  }

  @Test
  void twoFilesWithTheSameSeriesAreRepetitions() throws Exception {
    assertThat(execute("analyze", EXAMPLE, EXAMPLE, "--json")).isEqualTo(ExitCode.DONE);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    assertThat(answer.path("series")).hasSize(6);
    assertThat(answer.path("effects").path(0).path("repetitions").asInt()).isEqualTo(2);
  }

  @Test
  void aTrialThatLacksSamplesIsNoSeries(@TempDir Path folder) throws Exception {
    assertThat(execute("analyze", EXAMPLE, "--output", folder.toString())).isEqualTo(0);
    Path file = folder.resolve("result.json");
    ObjectNode result = (ObjectNode) Json.MAPPER.readTree(file.toFile());
    ObjectNode trial = (ObjectNode) result.path("trials").path(0);
    trial.put("samplesGap", "nobody keeps them").putArray("samples");
    Json.MAPPER.writeValue(file.toFile(), result);
    out.getBuffer().setLength(0);
    assertThat(execute("analyze", file.toString(), "--json")).isEqualTo(0);
    assertThat(Json.MAPPER.readTree(out.toString()).path("series")).hasSize(2);
  }

  @Test
  void whatItWroteCanBeJudgedAgain(@TempDir Path folder) throws Exception {
    assertThat(execute("analyze", EXAMPLE, "--output", folder.toString())).isEqualTo(0);
    out.getBuffer().setLength(0);
    assertThat(execute("analyze", folder.resolve("result.json").toString(), "--json")).isEqualTo(0);
    assertThat(Json.MAPPER.readTree(out.toString()).path("series")).hasSize(3);
  }
}
