package org.tunnelbench.cli.hostagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Main;
import picocli.CommandLine;

class RunOnceCommandTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(errors, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "host-agent";
    all[1] = "run-once";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return line.execute(all);
  }

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("end.yaml"), text).toString();
  }

  @Test
  void aDocumentThatIsWrongIsRefusedBeforeAnythingIsDone() throws Exception {
    String file = file("cell: {tunnel: gretap}\nunderlay: {here: 10.0.0.1, there: 10.0.0.1}\n");

    assertThat(run(file)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains(file + ": line 2: underlay: ");
  }

  @Test
  void aSecretIsMadeOnlyWhereTheOtherEndCanHaveIt() throws Exception {
    String file =
        file(
            """
            cell: {tunnel: ipip, protection: esp/null/hmac-md5}
            underlay: {here: 10.0.0.1, there: 10.0.0.2}
            inner: {here: 198.18.0.1/30, there: 198.18.0.2}
            """);

    assertThat(run(file)).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("has no secret: write one, or name a file by --peer");
  }

  @Test
  void aTimeThatIsNoneIsRefused() throws Exception {
    assertThat(run(file("cell: {tunnel: none}"), "--for", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("--for: '0' must be from 1 to 10000");
  }
}
