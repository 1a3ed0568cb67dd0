package org.tunnelbench.contract.message;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.Encryption;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.LocalAddress;
import org.tunnelbench.contract.experiment.Mtu;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Counters;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.EspSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.Latency;
import org.tunnelbench.contract.trial.TrafficConditions;
import org.tunnelbench.contract.trial.TrialId;

/** One message of each kind, by the name of its kind. */
final class MessageExamples {
  static final Attempt ATTEMPT = new Attempt(new TrialId("0123456789ab-00007"), 2);

  private static final HostName ALPHA = new HostName("alpha");
  private static final HostName BETA = new HostName("beta");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Failure FAILURE =
      new Failure(
          FailureKind.STEP_FAILED,
          Optional.of(ALPHA),
          "the host refused to add the tunnel",
          List.of("ip", "link", "add", "name", "tb7", "type", "gretap"),
          Optional.of(2),
          "RTNETLINK answers: File exists");

  private MessageExamples() {}

  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("set-up", new HostCommand.SetUp(endpoint()));
    all.put("take-down", new HostCommand.TakeDown(ATTEMPT, ALPHA));
    all.put("start-receiver", new ProbeCommand.StartReceiver(end(BETA, "198.18.0.2")));
    all.put("start-sender", new ProbeCommand.StartSender(end(ALPHA, "198.18.0.1")));
    all.put("stop-traffic", new ProbeCommand.StopTraffic(ATTEMPT, BETA));
    all.put("end-traffic", new ProbeCommand.EndTraffic(ATTEMPT, ALPHA));
    all.put("endpoint-ready", new Report.EndpointReady(ATTEMPT, ALPHA, 1300, 2));
    all.put("endpoint-failed", new Report.EndpointFailed(ATTEMPT, ALPHA, FAILURE));
    all.put(
        "endpoint-down",
        new Report.EndpointDown(
            ATTEMPT, ALPHA, List.of("+ 4: tb7: mtu 1462"), Optional.of(FAILURE)));
    all.put("receiver-ready", new Report.ReceiverReady(ATTEMPT, BETA, "iperf 3.12"));
    all.put(
        "traffic-ended",
        new Report.TrafficEnded(
            ATTEMPT,
            ALPHA,
            End.SENDER,
            30,
            Optional.of(FAILURE),
            Optional.of(
                new TrafficConditions(
                    "iperf 3.12",
                    OptionalDouble.of(0.25),
                    Optional.of(new Latency(28, 0.5, 2.5, 4))))));
    all.put("traffic-stopped", new Report.TrafficStopped(ATTEMPT, BETA, Optional.empty()));
    all.put(
        "traffic-sample",
        new TrafficSample(
            ATTEMPT,
            ALPHA,
            End.SENDER,
            3,
            0.3,
            0.1,
            12_345_678,
            OptionalLong.of(1),
            AT,
            Optional.of(new Counters(Map.of("xfrm_dst_cache", 15L, "underlay_tx_packets", 900L))),
            OptionalLong.of(2_345_678),
            OptionalLong.of(7)));
    all.put("host-status", status());
    return all;
  }

  private static EndpointSpec endpoint() {
    return new EndpointSpec(
        ATTEMPT,
        ALPHA,
        BETA,
        new Levels(
            TunnelKind.GRETAP,
            InnerSide.BRIDGED,
            LocalAddress.OMITTED,
            new Protection.Esp(Encryption.NULL, Optional.of(Authentication.HMAC_MD5)),
            new Mtu.Fixed(1300)),
        new Ipv4Address("10.0.0.101"),
        new Ipv4Address("10.0.0.102"),
        Optional.of(Ipv4Network.parse("198.18.0.1/30")),
        Optional.of(new Ipv4Address("198.18.0.2")),
        Optional.of(new EspSpec.Manual(0x12345678L, 0xfffffffeL, "c2VhbGVk")),
        Duration.ofSeconds(63));
  }

  private static ProbeCommand.TrafficEnd end(HostName host, String address) {
    return new ProbeCommand.TrafficEnd(
        ATTEMPT,
        host,
        new Ipv4Address(address),
        new Ipv4Address(address.equals("198.18.0.1") ? "198.18.0.2" : "198.18.0.1"),
        5201,
        new TrafficSpec(
            "iperf3",
            3,
            Duration.ofMillis(100),
            4,
            Direction.REVERSE,
            OptionalLong.of(100_000_000),
            Transport.UDP,
            true,
            Optional.of(new AdaptiveLength(0.02, 2))),
        Duration.ofSeconds(63),
        Map.of("tunnel", "gretap"),
        Optional.of(new Ipv4Address(address.equals("198.18.0.1") ? "10.0.0.101" : "10.0.0.102")));
  }

  private static HostStatus status() {
    return new HostStatus(
        ALPHA,
        HostCondition.UNCLEAN,
        "tb7 could not be removed",
        Optional.of(
            new HostFacts(
                ALPHA,
                "5.10.46",
                "5.10.46-4",
                Map.of("ip", "ip utility, iproute2-6.1.0"),
                Set.of("ip_gre"),
                Set.of("ip_gre"),
                List.of("gre0", "gretap0"),
                Map.of("cbc(aes)", "cbc(aes-generic)"),
                new Ipv4Address("10.0.0.101"),
                "vec0",
                1500,
                "cHVibGlj")),
        AT);
  }
}
