package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelAgent;
import org.tunnelbench.hostagent.model.ModelHost;

/** Something in the folder of the journal keeps no attempt from being undone. */
class BrokenJournalTest {
  private static final Attempt ATTEMPT = Examples.attempt(1, 1);

  /** By its name it is looked at before the attempt's own. */
  private static final String EARLIER = "0123456789ab-00000.1.json";

  @TempDir private Path folder;

  private final ModelHost host = new ModelHost(Examples.HOST, Examples.UNDERLAY);
  private final String before = host.describe();
  private ModelAgent agent;
  private Path attempts;

  @BeforeEach
  void anAttemptStands() throws Exception {
    agent = new ModelAgent(host, folder);
    agent.setUp(Examples.PROTECTED, ATTEMPT);
    attempts = folder.resolve("hosts").resolve(Examples.HOST.value()).resolve("attempts");
    assertThat(host.describe()).isNotEqualTo(before);
  }

  @Test
  void aStrayFileIsPassedOver() throws Exception {
    Files.writeString(attempts.resolve("README"), "by hand");

    agent.killAndStart();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
  }

  @Test
  void anEntryThatCannotBeReadKeepsTheHostBackUntilItIsGoneAndNoOtherFromBeingUndone()
      throws Exception {
    Path broken = Files.writeString(attempts.resolve(EARLIER), "{");

    agent.killAndStart();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNCLEAN);
    assertThat(agent.said().status().reason())
        .isEqualTo(
            "the journal "
                + broken
                + " cannot be read: undo by hand what it names, then remove it");

    Files.delete(broken);
    agent.advance(Backoff.LONGEST);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
  }

  @Test
  void anEntryWhoseUndoingFailsKeepsNoOtherFromBeingUndone() throws Exception {
    JsonNode entry = Json.MAPPER.readTree(attempts.resolve("0123456789ab-00001.1.json").toFile());
    ((ObjectNode) entry.get("attempt")).put("trial", "0123456789ab-00000");
    ((ObjectNode) entry).putArray("undo").addArray().add("-no command");
    Files.write(attempts.resolve(EARLIER), Json.MAPPER.writeValueAsBytes(entry));

    agent.killAndStart();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.UNREACHABLE);
    assertThat(agent.said().status().reason()).contains("a fault of the agent");
  }

  @Test
  void booksOfOtherHostsThatCannotBeReadKeepNoAgentFromStarting() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts.resolve("a file"), "");
    Path other = Files.createDirectories(hosts.resolve("other-host").resolve("attempts"));
    Files.writeString(other.resolve(EARLIER), "{");

    agent.killAndStart();

    assertThat(host.describe()).isEqualTo(before);
    assertThat(agent.said().condition()).isEqualTo(HostCondition.AVAILABLE);
  }
}
