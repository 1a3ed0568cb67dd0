package org.tunnelbench.hostaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** A network namespace of this machine as a host. */
class NetnsHostAccessTest extends HostAccessContract {
  private final String namespace = "tunnelbench-" + UUID.randomUUID();
  private final HostAccess access = HostAccesses.open(Hosts.namespace(namespace));

  @Override
  HostAccess access() {
    return access;
  }

  @BeforeAll
  void makeNamespace() throws Exception {
    StepResult made;
    try {
      made = ip("add");
    } catch (IOException noSuchTool) {
      made = new StepResult(127, "", noSuchTool.toString());
    }
    Assumptions.assumeTrue(
        made.succeeded(), "No network namespace can be made here: " + made.stderr());
  }

  @AfterAll
  void removeNamespace() throws Exception {
    access.close();
    if (Files.exists(Path.of("/run/netns", namespace))) {
      assertThat(ip("delete").succeeded()).isTrue();
    }
  }

  @Test
  void stepsRunInTheNamespace() throws Exception {
    String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();

    assertThat(run(shell("readlink /proc/self/ns/net")).results().getFirst().stdout())
        .startsWith("net:[")
        .isNotEqualTo(own + "\n");
  }

  @Test
  void aNamespaceThatIsMissingIsNamed() {
    try (HostAccess missing = HostAccesses.open(Hosts.namespace("tunnelbench-missing"))) {
      assertThatThrownBy(() -> missing.run(batch(), LONG))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("tunnelbench-missing");
    }
  }

  private StepResult ip(String what) throws IOException, InterruptedException {
    return LocalProcess.run(LocalCommand.of("ip", "netns", what, namespace), LONG);
  }
}
