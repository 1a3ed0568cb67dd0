package org.tunnelbench.contract.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkDialectTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # CentOS 5 to 8, Debian 7, 10 and 12, busybox, and one that nobody understands
          iproute2-ss061002;                 false; false; false; false; false
          iproute2-ss091226;                 true;  true;  false; false; false
          iproute2-ss120521;                 true;  true;  true;  false; false
          iproute2-ss170501;                 true;  true;  true;  false; false
          iproute2-ss180813;                 true;  true;  true;  true;  false
          iproute2-ss190107;                 true;  true;  true;  true;  false
          iproute2-ss190319;                 true;  true;  true;  true;  true
          ip utility, iproute2-v5.9.0;       true;  true;  true;  true;  true
          iproute2-6.1.0, libbpf 1.1.2;      true;  true;  true;  true;  true
          BusyBox v1.35.0 multi-call binary; false; false; false; false; false
          something;                         true;  true;  true;  true;  false
          """)
  void whatAnIpCanDoFollowsFromItsVersion(
      String line, boolean details, boolean gre, boolean master, boolean json, boolean hidesKeys) {
    IpVersion ip = IpVersion.parse(line);

    assertThat(ip.printsDetails()).isEqualTo(details);
    assertThat(ip.addsGreLinks()).isEqualTo(gre);
    assertThat(ip.setsMaster()).isEqualTo(master);
    assertThat(ip.printsJson()).isEqualTo(json);
    assertThat(ip.hidesKeys()).isEqualTo(hidesKeys);
    assertThat(ip.knowsXfrm()).isEqualTo(!line.contains("BusyBox"));
  }

  /** An empty word, such as the key of a null cipher, can be written in no other way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          iproute2-ss091226; false
          iproute2-ss150831; false
          iproute2-ss151103; true
          iproute2-6.1.0;    true
          BusyBox v1.35.0;   false
          something;         true
          """)
  void quotesInBatchesAreUnderstoodFromOneReleaseOn(String line, boolean quotes) {
    assertThat(IpVersion.parse(line).quotesInBatches()).isEqualTo(quotes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          2.6.18-348.el5;         iproute2-ss061002; false; false
          2.6.32-358.el6.x86_64;  iproute2-ss091226; false; false
          2.6.32-358.el6.x86_64;  iproute2-6.1.0;    false; false
          6.1.0;                  iproute2-ss091226; false; false
          3.2.0-4-amd64;          iproute2-ss120521; false; true
          3.10.0-1160.el7.x86_64; iproute2-ss170501; true;  true
          6.1.0;                  iproute2-6.1.0;    true;  true
          6.1.0;                  BusyBox v1.35.0;   false; false
          """)
  void kernelAndIpMustBothKnowAWord(
      String kernel, String ip, boolean tunnelsByLink, boolean bridgesByLink) {
    HostFacts facts =
        new HostFacts(
            new HostName("a"),
            kernel,
            "",
            Map.of("ip", ip),
            Set.of(),
            Set.of(),
            List.of(),
            Map.of(),
            new Ipv4Address("10.0.0.101"),
            "eth0",
            1500,
            "");

    assertThat(LinkDialect.of(facts)).isEqualTo(new LinkDialect(tunnelsByLink, bridgesByLink));
  }
}
