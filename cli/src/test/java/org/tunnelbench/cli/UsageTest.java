package org.tunnelbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("name a command");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionIsWrongUsageAndNamed() {
    assertThat(execute("down", "--al")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--al");
  }

  @Test
  void everyCommandExplainsItself() {
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      out.getBuffer().setLength(0);
      assertThat(execute(command.getCommandName(), "--help")).isEqualTo(ExitCode.DONE);
      assertThat(out.toString()).contains("Usage: tunnelbench " + command.getCommandName());
    }
    assertThat(Main.commandLine().getSubcommands().keySet())
        .containsAll(
            List.of(
                "demo", "up", "down", "status", "run", "plan", "report", "doctor", "bench",
                "test"));
  }
}
