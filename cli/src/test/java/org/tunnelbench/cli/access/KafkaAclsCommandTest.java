package org.tunnelbench.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Main;

class KafkaAclsCommandTest {
  private static final String FLEET =
      """
      hosts:
        - {name: alpha, kind: local, underlay: 10.0.0.1}
        - {name: beta, kind: local, underlay: 10.0.0.2}
      """;

  @TempDir private Path folder = Path.of("");

  private String print(String... options) throws Exception {
    Path fleet = Files.writeString(folder.resolve("fleet.yaml"), FLEET);
    StringWriter out = new StringWriter();
    String[] arguments = new String[options.length + 2];
    arguments[0] = "kafka-acls";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[options.length + 1] = fleet.toString();
    assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments))
        .isEqualTo(ExitCode.DONE);
    return out.toString();
  }

  @Test
  void eachHostHasAnAgentAndAProbeThatReadItsCommandsAlone() throws Exception {
    assertThat(print().lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "# controller",
            "# host-agent-alpha",
            "# host-agent-beta",
            "# throughput-probe-alpha",
            "# throughput-probe-beta",
            "# viewer");
    assertThat(print().lines().filter(line -> line.endsWith("tunnelbench.commands.beta")))
        .singleElement()
        .asString()
        .contains("User:host-agent-beta --operation Read ");
  }

  @Test
  void oneAgentOfAllReadsAllCommands() throws Exception {
    assertThat(print("--together").lines().filter(line -> line.contains("User:host-agent-alpha ")))
        .filteredOn(line -> line.contains("--topic tunnelbench.commands."))
        .hasSize(2);
    assertThat(print("--together")).doesNotContain("host-agent-beta");
  }
}
