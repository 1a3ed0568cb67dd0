package org.tunnelbench.throughputprobe.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostAccesses;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.StepResult;

class CounterScriptTest {
  private static final Ipv4Address LOOPBACK = new Ipv4Address("127.0.0.1");

  @Test
  void readsALine() {
    assertThat(CounterScript.parse("counters 12.50 xfrm_state=4 XfrmInNoStates=1 avg10=25.00"))
        .contains(
            new Reading(
                12.5,
                OptionalDouble.of(0.25),
                new Counters(Map.of("xfrm_state", 4L, "XfrmInNoStates", 1L))));
  }

  @Test
  void whatIsNoWholeLineIsNoReading() {
    for (String line :
        List.of(
            "",
            "counters",
            "counters now xfrm_state=4",
            "counters 1.0 xfrm_state",
            "counters 1.0 xfrm_state=",
            "counters 1.0 xfrm_state=-4",
            "counters 1.0 =4",
            "awk: cannot open /proc/slabinfo")) {
      assertThat(CounterScript.parse(line)).as(line).isEmpty();
    }
  }

  /** By this machine's awk, and of this machine. */
  @Test
  void theScriptTellsWhatTheKernelCounts() throws Exception {
    HostEntry machine =
        new HostEntry(
            new HostName("this-machine"),
            HostKind.LOCAL,
            LOOPBACK,
            Optional.empty(),
            Optional.empty(),
            Map.of());
    try (HostAccess access = HostAccesses.open(machine)) {
      HostStep once =
          new HostStep.Run(CounterScript.argv(Optional.of(LOOPBACK), Duration.ofSeconds(1)));
      StepResult said =
          access
              .run(new Batch(List.of(once), Batch.WhenOneFails.STOP), Duration.ofSeconds(20))
              .results()
              .getFirst();

      assertThat(said.stderr()).isEmpty();
      assertThat(said.stdout().lines().map(CounterScript::parse))
          .singleElement()
          .satisfies(
              reading ->
                  assertThat(reading.orElseThrow().counters().byName())
                      .containsKeys(
                          "cpu_busy_ms",
                          "cpu_softirq_ms",
                          "underlay_rx_bytes",
                          "underlay_tx_errors")
                      .doesNotContainKey("tunnel_rx_bytes"));
    }
  }
}
