package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Counters;

class SamplesCsvTest {
  @Test
  void hasALineForEachSample() {
    List<String> lines = SamplesCsv.of(Examples.measured()).lines().toList();
    assertThat(lines).hasSize(1 + 48 * 30);
    assertThat(lines.getFirst())
        .isEqualTo(
            "trial,kernel,sender,receiver,tunnel,inner,local,protection,policies,keying,mtu,ttl,key,"
                + "pmtudisc,offload,sysctl,repetition,"
                + "start_seconds,seconds,received_bytes,sent_bytes,retransmits,mbit_per_second,"
                + "opposite_bytes,lost_datagrams");
    assertThat(lines.get(1))
        .matches(
            "0123456789ab-00000,5\\.10\\.46 \\(5\\.10\\.46-4\\),linux-5\\.10-a,linux-5\\.10-b,"
                + "gretap,bridged,set,none,ip-xfrm,manual,1300,default,none,default,default,default,1,0\\.0,0\\.1,[0-9]+,[0-9]+,0,[0-9.]+,,");
  }

  @Test
  void tellsTheCountersOfBothHostsWhereTheyWereRead() {
    ExperimentResult result = Examples.measured();
    TrialResult first = result.trials().getFirst();
    SeriesPoint counted =
        new SeriesPoint(
            0,
            1,
            100,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of(new Counters(Map.of("xfrm_state", 2L, "XfrmInError", 1L))),
            Optional.of(new Counters(Map.of("xfrm_state", 4L))),
            OptionalLong.empty(),
            OptionalLong.empty());
    SeriesPoint next =
        new SeriesPoint(
            1,
            1,
            100,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of(new Counters(Map.of("xfrm_state", 2L))),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    List<String> lines =
        SamplesCsv.of(result.with(List.of(first.with(List.of(counted, next))))).lines().toList();

    assertThat(lines.get(0))
        .endsWith(
            ",counter_receiver_xfrm_state,counter_sender_XfrmInError,counter_sender_xfrm_state");
    assertThat(lines.get(1)).endsWith(",4,1,2");
    assertThat(lines.get(2)).endsWith(",,0,2");
  }

  @Test
  void hasItsHeadingAloneWhereThereIsNoSample() {
    assertThat(SamplesCsv.of(Examples.empty()).lines()).hasSize(1);
  }
}
