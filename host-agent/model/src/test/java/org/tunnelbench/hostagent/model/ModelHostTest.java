package org.tunnelbench.hostagent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;

class ModelHostTest {
  private static final List<String> MAKE =
      List.of("ip", "link", "add", "name", "tb012345-br", "type", "bridge");
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final ModelHost host =
      new ModelHost(new HostName("host-a"), Ipv4Network.parse("10.0.0.1/24"));
  private final String before = host.describe();

  private void run(HostStep... steps) throws HostUnreachableException {
    assertThat(host.run(new Batch(List.of(steps), Batch.WhenOneFails.STOP), LIMIT).firstFailure())
        .isEmpty();
  }

  @Test
  void whatIsMadeStandsUntilItIsDeleted() throws Exception {
    run(new HostStep.Run(MAKE));
    assertThat(host.describe()).contains("tb012345-br");
    run(new HostStep.Run(List.of("ip", "link", "delete", "tb012345-br")));
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void nothingButItsOwnDeviceOutlivesARestart() throws Exception {
    run(
        new HostStep.ArmUndoTimer("/var/run/tb012345-undo", Duration.ofMinutes(1), List.of()),
        new HostStep.Run(MAKE));
    host.restart();
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void aHostThatIsLostDoesWhatCameBefore() {
    host.loseAfter(1);
    assertThatThrownBy(() -> run(new HostStep.Run(MAKE), new HostStep.Run(List.of("uname", "-r"))))
        .isInstanceOf(HostUnreachableException.class);
    assertThat(host.describe()).contains("tb012345-br");
  }
}
