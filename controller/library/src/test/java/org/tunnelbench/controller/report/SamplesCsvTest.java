package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesCsvTest {
  @Test
  void hasALineForEachSample() {
    List<String> lines = SamplesCsv.of(Examples.measured()).lines().toList();
    assertThat(lines).hasSize(1 + 48 * 30);
    assertThat(lines.getFirst())
        .isEqualTo(
            "trial,kernel,sender,receiver,tunnel,inner,local,protection,policies,keying,mtu,ttl,key,"
                + "pmtudisc,offload,sysctl,repetition,"
                + "start_seconds,seconds,received_bytes,sent_bytes,retransmits,mbit_per_second");
    assertThat(lines.get(1))
        .matches(
            "0123456789ab-00000,5\\.10\\.46 \\(5\\.10\\.46-4\\),linux-5\\.10-a,linux-5\\.10-b,"
                + "gretap,bridged,set,none,ip-xfrm,manual,1300,default,none,default,default,default,1,0\\.0,0\\.1,[0-9]+,[0-9]+,0,[0-9.]+");
  }

  @Test
  void hasItsHeadingAloneWhereThereIsNoSample() {
    assertThat(SamplesCsv.of(Examples.empty()).lines()).hasSize(1);
  }
}
