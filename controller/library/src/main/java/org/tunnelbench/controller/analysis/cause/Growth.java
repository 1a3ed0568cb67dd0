package org.tunnelbench.controller.analysis.cause;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;

/**
 * How much a counter grows with the traffic.
 *
 * @param amount of the counter for each {@code of}
 * @param unit what it counts, with a space behind; empty where its name says it
 * @param of a packet sent; where nothing counted packets, as many bytes as one usually carries
 */
record Growth(double amount, String unit, String of) {
  /**
   * Those of slabinfo(5): what grows there is a list that is walked, or memory that is not freed.
   */
  private static final Set<String> COUNT_OBJECTS =
      Set.of("xfrm_dst_cache", "ip_dst_cache", "xfrm_state");

  private static final String SENDER = "sender_";
  private static final String SENT_INTO_TUNNEL = SENDER + "tunnel_tx_packets";

  /** In bytes. */
  private static final int USUAL_PACKET = 1400;

  static Growth of(MeasuredSeries series, String kernelsName, double grown) {
    String unit = COUNT_OBJECTS.contains(kernelsName) ? "objects " : "";
    return packets(series)
        .map(packets -> new Growth(grown / packets, unit, "packet sent"))
        .orElseGet(
            () ->
                new Growth(
                    grown * USUAL_PACKET / bytes(series),
                    unit,
                    "%d bytes received".formatted(USUAL_PACKET)));
  }

  /** As {@code 0.98 objects per packet sent}. */
  String words() {
    return String.format(Locale.ROOT, "%.2f %sper %s", amount, unit, of);
  }

  /** Those that entered the tunnel on the sender, or what comes next to them. */
  private static Optional<Double> packets(MeasuredSeries series) {
    return series.counters().keySet().stream()
        .filter(name -> name.endsWith("tx_packets"))
        .min(
            Comparator.comparing((String name) -> !name.equals(SENT_INTO_TUNNEL))
                .thenComparing((String name) -> !name.startsWith(SENDER))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> CounterTrack.of(series, name).values())
        .filter(counted -> counted.length >= 2)
        .map(counted -> counted[counted.length - 1] - counted[0])
        .filter(packets -> packets > 0);
  }

  private static double bytes(MeasuredSeries series) {
    return Math.max(
        USUAL_PACKET, series.points().stream().skip(1).mapToLong(SeriesPoint::receivedBytes).sum());
  }
}
