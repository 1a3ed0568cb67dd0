package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

/** What the agent does where it meets something that nobody has thought of. */
class FaultTest {
  @TempDir private Path folder;

  private final ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);

  private static boolean fault(List<String> argv) {
    throw new IllegalStateException("met " + argv.getFirst());
  }

  @Test
  void aFaultWhileAHostIsReachedIsToldAndNotTheEndOfTrying() throws InterruptedException {
    host.refuse(FaultTest::fault);
    ModelAgent agent = new ModelAgent(host, folder);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
    assertThat(agent.said().status().reason()).contains("a fault of the agent", "met cat");

    host.refuse(argv -> false);
    agent.advance(Backoff.LONGEST);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
  }

  @Test
  void aFaultWhileAHostIsCleanedIsNotTheEndOfTrying() throws InterruptedException {
    String before = host.describe();
    ModelAgent agent = new ModelAgent(host, folder);
    agent.setUp(Examples.PLAIN, Examples.attempt(1, 1));
    host.refuse(argv -> argv.contains("delete"));
    agent.takeDown(Examples.attempt(1, 1));
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNCLEAN);

    host.refuse(FaultTest::fault);
    agent.advance(Duration.ofSeconds(1));
    host.refuse(argv -> false);
    agent.advance(Backoff.LONGEST);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
    assertThat(host.describe()).isEqualTo(before);
  }
}
