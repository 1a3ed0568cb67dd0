package org.tunnelbench.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.access.AclCommands;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.deploy.Repository;

class SecurityDocumentTest {
  @Test
  void tellsTheRulesThatTheContractHas() throws Exception {
    String document = Files.readString(Repository.ROOT.resolve("docs/kafka-security.md"));

    assertThat(document)
        .contains(
            "<!-- rules -->\n```sh\n%s```\n<!-- end of rules -->\n"
                .formatted(
                    AclCommands.render(
                        KafkaUser.ofServedApart(
                            List.of(new HostName("alpha"), new HostName("beta"))))));
  }
}
