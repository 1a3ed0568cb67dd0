package org.tunnelbench.hostagent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.plan.Word;

/** The script that waits for racoon, with a process that is called as racoon would be. */
class RacoonReadyTest {
  private static final int LIMIT_SECONDS = 60;

  private final RacoonFiles files;

  @TempDir private Path folder = Path.of("");

  RacoonReadyTest() throws Exception {
    Levels plain = Examples.levels(TunnelKind.GRE, InnerSide.DIRECT, "esp/null/hmac-md5");
    Levels levels = plain.protectedBy(plain.protection(), PolicyTool.SETKEY, Keying.RACOON);
    EndpointSpec spec =
        Examples.spec(levels, Examples.attempt(1, 1), SecretSealing.newKeyPair().publicKey());
    files =
        new RacoonFiles(
            new ProtectedEnd(
                spec,
                (Protection.Esp) levels.protection(),
                TrialNames.of(spec.attempt(), spec.host())));
  }

  @Test
  void itWaitsForTheSocketAndThePidFileOfARacoonThatRuns() throws Exception {
    Process racoon = racoon();
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("racoon.sock")));
      Process waiting = ready();
      assertThat(waiting.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();

      Files.writeString(folder.resolve("racoon.pid"), racoon.pid() + "\n");

      assertThat(waiting.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(waiting.exitValue()).isZero();
    } finally {
      racoon.destroyForcibly();
    }
  }

  @Test
  void itWaitsNoLongerThanRacoonRuns() throws Exception {
    Process racoon = racoon();
    Process waiting = ready();
    assertThat(waiting.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();

    racoon.destroyForcibly().waitFor();

    assertThat(waiting.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.exitValue()).isEqualTo(1);
    assertThat(waiting.errorReader().readLine()).isEqualTo(RacoonReady.ENDED);
  }

  private Process racoon() throws Exception {
    return new ProcessBuilder(
            "sh", "-c", "sleep 60; :", "racoon", "-f", folder.resolve("racoon.conf").toString())
        .start();
  }

  /** The script as the plan has it, but for its folder. */
  private Process ready() throws Exception {
    String script =
        RacoonReady.file(files).lines().stream()
            .map(words -> words.stream().map(Word::text).collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n", "", "\n"))
            .replace(files.folder(), folder.toString());
    Path file = Files.writeString(folder.resolve("ready"), script);
    return new ProcessBuilder("sh", file.toString()).start();
  }
}
