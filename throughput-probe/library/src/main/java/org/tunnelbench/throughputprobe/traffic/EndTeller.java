package org.tunnelbench.throughputprobe.traffic;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.ProbeCommand.TrafficEnd;
import org.tunnelbench.contract.message.Report.ReceiverReady;
import org.tunnelbench.contract.message.Report.TrafficEnded;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.TrafficConditions;
import org.tunnelbench.throughputprobe.counters.HostCounters;
import org.tunnelbench.throughputprobe.latency.RoundTrips;
import org.tunnelbench.throughputprobe.metrics.Outcome;
import org.tunnelbench.throughputprobe.metrics.TrafficMetrics;
import org.tunnelbench.throughputprobe.traffic.iperf3.Slot;

/** Tells the world of one end: reports, samples and metrics. */
final class EndTeller {
  private final EndPlan plan;
  private final TrafficTool tool;
  private final Ledger ledger;
  private final TrafficOutlet outlet;
  private final TrafficMetrics metrics;
  private final InstantSource clock;
  private final OptionalDouble pressure;
  private Optional<Supplier<HostCounters>> onceReady = Optional.empty();
  private Optional<HostCounters> counters = Optional.empty();
  private Optional<RoundTrips> roundTrips = Optional.empty();
  private int samples;

  /**
   * @param pressure on the host's machine just before, where it is known already
   */
  EndTeller(
      EndPlan plan,
      TrafficTool tool,
      Ledger ledger,
      TrafficOutlet outlet,
      TrafficMetrics metrics,
      InstantSource clock,
      OptionalDouble pressure) {
    this.plan = plan;
    this.tool = tool;
    this.ledger = ledger;
    this.outlet = outlet;
    this.metrics = metrics;
    this.clock = clock;
    this.pressure = pressure;
  }

  /**
   * Samples get the host's counters. A receiver begins to read them once it listens, so that it
   * listens no later for them.
   */
  void counting(Supplier<HostCounters> reading) {
    if (plan.end() == End.RECEIVER) {
      onceReady = Optional.of(reading);
    } else {
      counters = Optional.of(reading.get());
    }
  }

  /** Round trips are timed while traffic runs. */
  void timing(RoundTrips asking) {
    roundTrips = Optional.of(asking);
  }

  /** The receiver listens. */
  void ready() {
    TrafficEnd traffic = plan.traffic();
    ledger.answer(plan.key(), new ReceiverReady(traffic.attempt(), traffic.host(), tool.line()));
    counters = onceReady.map(Supplier::get);
  }

  /** An interval is complete. */
  void counted(Slot slot) {
    TrafficEnd traffic = plan.traffic();
    TrafficSample sample =
        new TrafficSample(
            traffic.attempt(),
            traffic.host(),
            plan.end(),
            slot.index(),
            slot.start(),
            slot.seconds(),
            slot.bytes(),
            slot.retransmits(),
            clock.instant(),
            counters.flatMap(HostCounters::take),
            slot.oppositeBytes(),
            slot.lostDatagrams());
    samples++;
    outlet.sample(sample);
    metrics.sampled(traffic, sample);
  }

  /** The end is over. Where it was told to stop, that is answered elsewhere. */
  void over(Ending ending, Progress progress) {
    TrafficEnd traffic = plan.traffic();
    counters.ifPresent(HostCounters::close);
    roundTrips.ifPresent(RoundTrips::close);
    if (ending instanceof Ending.Stopped) {
      metrics.ended(plan.end(), traffic, Outcome.STOPPED);
      return;
    }
    Optional<Failure> failure = ending.judge(plan, progress);
    metrics.ended(plan.end(), traffic, failure.isEmpty() ? Outcome.MEASURED : Outcome.FAILED);
    ledger.answer(
        plan.key(),
        new TrafficEnded(
            traffic.attempt(),
            traffic.host(),
            plan.end(),
            samples,
            failure,
            Optional.of(conditions())));
  }

  private TrafficConditions conditions() {
    OptionalDouble before =
        pressure.isPresent()
            ? pressure
            : counters.map(HostCounters::pressureBefore).orElse(OptionalDouble.empty());
    return new TrafficConditions(tool.line(), before, roundTrips.flatMap(RoundTrips::latency));
  }
}
