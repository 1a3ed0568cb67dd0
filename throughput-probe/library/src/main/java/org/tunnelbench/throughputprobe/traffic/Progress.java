package org.tunnelbench.throughputprobe.traffic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.throughputprobe.traffic.iperf3.BothWays;
import org.tunnelbench.throughputprobe.traffic.iperf3.IntervalSeries;
import org.tunnelbench.throughputprobe.traffic.iperf3.OutputLine;
import org.tunnelbench.throughputprobe.traffic.iperf3.Slot;

/** How far one end has come, by what its tool has printed. */
final class Progress {
  /** How many of the last lines are kept for a failure's output. */
  private static final int LAST_LINES = 40;

  /** How much of each is kept, in characters. */
  private static final int LONGEST_LINE = 200;

  private final List<String> argv;
  private final Series series;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private Optional<String> complaint = Optional.empty();
  private boolean listening;
  private boolean connected;

  Progress(EndPlan plan, List<String> argv) {
    this.argv = List.copyOf(argv);
    series = series(plan);
  }

  private static Series series(EndPlan plan) {
    TrafficSpec traffic = plan.traffic().traffic();
    if (traffic.direction() != Direction.BOTH) {
      return new Series.OneWay(new IntervalSeries(traffic));
    }
    OutputLine.Way own = plan.end() == End.SENDER ? OutputLine.Way.TX : OutputLine.Way.RX;
    return new Series.TwoWays(new BothWays(traffic, own));
  }

  /** What the tool counts, in one direction or in both. */
  private sealed interface Series {
    Optional<Slot> take(OutputLine.Interval interval);

    boolean ranItsTime();

    double reached();

    record OneWay(IntervalSeries intervals) implements Series {
      @Override
      public Optional<Slot> take(OutputLine.Interval interval) {
        return intervals.take(interval);
      }

      @Override
      public boolean ranItsTime() {
        return intervals.ranItsTime();
      }

      @Override
      public double reached() {
        return intervals.reached();
      }
    }

    record TwoWays(BothWays both) implements Series {
      @Override
      public Optional<Slot> take(OutputLine.Interval interval) {
        return both.take(interval);
      }

      @Override
      public boolean ranItsTime() {
        return both.ranItsTime();
      }

      @Override
      public double reached() {
        return both.reached();
      }
    }
  }

  /** Takes a line; a slot where the line completes one. */
  Optional<Slot> take(String line) {
    keep(line);
    return switch (OutputLine.parse(line)) {
      case OutputLine.Interval interval -> series.take(interval);
      case OutputLine.Listening heard -> {
        listening = true;
        yield Optional.empty();
      }
      case OutputLine.Connected heard -> {
        connected = true;
        yield Optional.empty();
      }
      case OutputLine.Complaint(var reason) -> {
        complaint = complaint.or(() -> Optional.of(reason));
        yield Optional.empty();
      }
      case OutputLine.Other other -> Optional.empty();
    };
  }

  /** The program that runs. */
  String tool() {
    return argv.getFirst();
  }

  boolean listening() {
    return listening;
  }

  boolean connected() {
    return connected;
  }

  boolean ranItsTime() {
    return series.ranItsTime();
  }

  /** How far the traffic came, in seconds. */
  double reached() {
    return series.reached();
  }

  /** The first reason that the tool gave. */
  Optional<String> complaint() {
    return complaint;
  }

  /** Whether somebody else listens where this end was to. */
  boolean portIsTaken() {
    return complaint.filter(reason -> reason.endsWith("Address already in use")).isPresent();
  }

  Failure failure(EndPlan plan, FailureKind kind, String message) {
    return failure(plan, kind, Optional.empty(), message);
  }

  Failure failure(EndPlan plan, FailureKind kind, int exitCode, String message) {
    return failure(plan, kind, Optional.of(exitCode), message);
  }

  private Failure failure(
      EndPlan plan, FailureKind kind, Optional<Integer> exitCode, String message) {
    return new Failure(
        kind,
        Optional.of(plan.traffic().host()),
        message,
        argv,
        exitCode,
        String.join("\n", lastLines));
  }

  private void keep(String line) {
    lastLines.addLast(line.substring(0, Math.min(LONGEST_LINE, line.length())));
    if (lastLines.size() > LAST_LINES) {
      lastLines.removeFirst();
    }
  }
}
