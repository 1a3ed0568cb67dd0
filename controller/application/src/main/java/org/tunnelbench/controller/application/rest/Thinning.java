package org.tunnelbench.controller.application.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tunnelbench.contract.api.SeriesPoint;

/** The same series in fewer points: neighbours are put together, so that no byte is lost. */
final class Thinning {
  private Thinning() {}

  /** The series in at most so many points. */
  static List<SeriesPoint> thin(List<SeriesPoint> series, int most) {
    if (series.size() <= most) {
      return series;
    }
    int together = Math.ceilDiv(series.size(), most);
    List<SeriesPoint> thinned = new ArrayList<>();
    for (int first = 0; first < series.size(); first += together) {
      List<SeriesPoint> neighbours =
          series.subList(first, Math.min(first + together, series.size()));
      thinned.add(neighbours.stream().reduce(Thinning::join).orElseThrow());
    }
    return thinned;
  }

  private static SeriesPoint join(SeriesPoint one, SeriesPoint next) {
    return new SeriesPoint(
        one.start(),
        one.seconds() + next.seconds(),
        one.receivedBytes() + next.receivedBytes(),
        sum(one.sentBytes(), next.sentBytes()),
        sum(one.retransmits(), next.retransmits()),
        next.senderCounters().or(one::senderCounters),
        next.receiverCounters().or(one::receiverCounters),
        sum(one.oppositeBytes(), next.oppositeBytes()),
        sum(one.lostDatagrams(), next.lostDatagrams()));
  }

  /** Known only where both are known. */
  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }
}
