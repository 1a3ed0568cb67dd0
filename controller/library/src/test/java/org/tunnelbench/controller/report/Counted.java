package org.tunnelbench.controller.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.controller.analysis.Analysis;
import org.tunnelbench.controller.analysis.effect.MeasuredSeries;
import org.tunnelbench.controller.example.ExampleSeries;
import org.tunnelbench.controller.foreign.ForeignResult;

/** A tunnel that decays without {@code local} while a cache grows by an object for each packet. */
final class Counted {
  static final int SAMPLES = 60;

  private static final String KERNEL = "2.6.32-358.18.1.el6";
  private static final double PACKET_BITS = 10_000;

  private static final List<MeasuredSeries> SERIES =
      List.of(series("omitted", 8), series("set", Double.POSITIVE_INFINITY));

  static final Analysis ANALYSIS = Analysis.of(SERIES);

  private Counted() {}

  static ExperimentResult result() {
    return ForeignResult.of("counted", List.of("counted.csv"), Instant.EPOCH, SERIES, ANALYSIS);
  }

  /** A series that is halved every {@code halfLife} seconds. */
  private static MeasuredSeries series(String local, double halfLife) {
    List<SeriesPoint> points =
        ExampleSeries.shaped(
            new Random(1), SAMPLES, 1, 0.05, second -> 3 + 80 * Math.pow(0.5, second / halfLife));
    List<Double> packets = new ArrayList<>();
    double sent = 0;
    for (SeriesPoint point : points) {
      sent += point.mbitPerSecond() * 1e6 / PACKET_BITS;
      packets.add(sent);
    }
    return new MeasuredSeries(
        KERNEL,
        "",
        Map.of("tunnel", "gretap", "local", local, "protection", "esp"),
        1,
        points,
        Map.of(
            "sender_tunnel_tx_packets",
            packets,
            "sender_xfrm_dst_cache",
            local.equals("set")
                ? packets.stream().map(packet -> 40.0).toList()
                : packets.stream().map(packet -> 40 + 0.98 * packet).toList(),
            "sender_xfrm_in_no_states",
            packets.stream().map(packet -> 3.0).toList()));
  }
}
