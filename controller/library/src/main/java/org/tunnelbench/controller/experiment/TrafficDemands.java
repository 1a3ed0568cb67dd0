package org.tunnelbench.controller.experiment;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.contract.host.HostFacts;

/** What traffic demands of the hosts. */
record TrafficDemands(AskedHosts hosts) {
  private static final Pattern IPERF3_VERSION = Pattern.compile("iperf 3\\.([0-9]{1,4})");
  private static final int FIRST_WITH_BOTH_DIRECTIONS = 7;

  /** A shell needs nothing; where none will do, all hosts need one tool that does. */
  void of(TrafficSpec traffic) {
    List<String> able = traffic.tools();
    String best = able.getFirst();
    boolean allHaveOne =
        able.contains(TrafficSpec.SHELL)
            || able.stream()
                .anyMatch(
                    name -> hosts.all().stream().allMatch(host -> host.tools().containsKey(name)));
    if (!allHaveOne) {
      hosts.tool(
          trafficField(traffic),
          best,
          traffic.tool().equals(best) ? "sends the traffic" : purpose(traffic));
    }
    if (traffic.direction() == Direction.BOTH) {
      hosts.all().forEach(this::bothDirections);
    }
  }

  private static String trafficField(TrafficSpec traffic) {
    if (!traffic.tool().equals(TrafficSpec.AUTO)) {
      return "traffic.tool";
    }
    if (traffic.direction() == Direction.BOTH) {
      return "traffic.direction";
    }
    return traffic.transport() == Transport.UDP ? "traffic.transport" : "traffic.rateLimit";
  }

  private static String purpose(TrafficSpec traffic) {
    if (traffic.direction() == Direction.BOTH) {
      return "alone sends in both directions at once";
    }
    return traffic.transport() == Transport.UDP ? "sends UDP" : "alone limits a rate";
  }

  /** Release notes of iperf 3.7. */
  private void bothDirections(HostFacts host) {
    String version = host.tools().getOrDefault(TrafficSpec.IPERF3, "");
    Matcher matcher = IPERF3_VERSION.matcher(version);
    if (matcher.find() && Integer.parseInt(matcher.group(1)) < FIRST_WITH_BOTH_DIRECTIONS) {
      hosts.refuse(
          "traffic.direction",
          host,
          "has %s, and both directions at once came with iperf 3.7: install that there, or write forward or reverse"
              .formatted(version));
    }
  }
}
