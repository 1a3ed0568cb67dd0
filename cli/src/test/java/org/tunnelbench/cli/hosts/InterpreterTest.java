package org.tunnelbench.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** Sends and hears in a network namespace of its own, on the loopback device. */
class InterpreterTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<String> NAMESPACE = List.of("unshare", "--net", "sh", "-c");

  /** Hears in the background, and sends once there is somebody who hears. */
  private static final String BOTH =
      """
      hearing=$(mktemp -d) && mkfifo "$hearing/said" || exit
      hear >"$hearing/said" &
      exec 3<"$hearing/said"
      rm -r "$hearing"
      read -r first <&3 && echo "$first"
      send
      cat <&3
      wait
      """;

  @ParameterizedTest
  @CsvSource({"PERL, PERL", "PERL, PYTHON_3", "PYTHON_3, PERL", "PYTHON_3, PYTHON_3"})
  void everyProbeThatIsSentIsHeard(Interpreter sender, Interpreter hearer) throws Exception {
    StepResult said = run(sender, hearer);

    assertThat(said.stdout().lines().toList())
        .as(said.stderr())
        .containsExactlyInAnyOrder("ready", "heard gre", "heard ipip", "heard esp", "heard ike");
  }

  private static StepResult run(Interpreter sender, Interpreter hearer) throws Exception {
    for (Interpreter each : List.of(sender, hearer)) {
      List<String> trial = new ArrayList<>(List.of("env"));
      trial.addAll(each.trial());
      Assumptions.assumeTrue(
          LocalProcess.run(LocalCommand.of(trial), LIMIT).succeeded(),
          "This machine has no " + each);
    }
    Assumptions.assumeTrue(
        namespace("ip link set lo up").succeeded(), "No network namespace can be made here");
    String hear = function("hear", hearer.hear("a token", "127.0.0.2", "127.0.0.1", 3));
    String send = function("send", sender.send("a token", "127.0.0.1", "127.0.0.2"));
    return namespace("ip link set lo up || exit\n" + hear + send + BOTH);
  }

  private static String function(String name, List<String> argv) {
    StringBuilder words = new StringBuilder();
    argv.forEach(word -> words.append(" '").append(word.replace("'", "'\\''")).append('\''));
    return "%s() {%s\n}\n".formatted(name, words);
  }

  private static StepResult namespace(String script) throws Exception {
    List<String> argv = new ArrayList<>(NAMESPACE);
    argv.add(script);
    return LocalProcess.run(LocalCommand.of(argv), LIMIT);
  }
}
