package org.tunnelbench.controller.application.record;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.tunnelbench.controller.application.live.LiveEvents;

/** Reads what another controller writes, and passes on to it what users ask for here. */
final class FollowingSession implements Session {
  private final RecordReader reader;
  private final LiveChronicle record;
  private final Speeds speeds;
  private final Requests requests;
  private final RecordTelemetry telemetry;
  private final Producer<String, byte[]> producer;
  private final Forwarding forwarding;

  /**
   * What a session is made of.
   *
   * @param alive called again and again while the record is read, which may take a while
   */
  record Parts(
      RecordReader reader,
      Producer<String, byte[]> producer,
      Requests requests,
      LiveEvents events,
      ReadModel model,
      RecordTelemetry telemetry,
      Runnable alive) {}

  FollowingSession(Parts parts) {
    reader = parts.reader();
    requests = parts.requests();
    telemetry = parts.telemetry();
    producer = parts.producer();
    forwarding = new Forwarding(producer);
    RecordReader.CaughtUp read = reader.catchUp(parts.alive());
    record = new LiveChronicle(read.chronicle(), parts.events());
    speeds = new Speeds(record, read.ends().samples());
    reader.followRecord(read);
    parts.events().renew(() -> parts.model().caughtUp(read.chronicle()));
  }

  @Override
  public boolean orchestrates() {
    return false;
  }

  @Override
  public void turn() {
    RecordReader.Polled polled = reader.poll();
    polled.messages().forEach(this::take);
    telemetry.unreadable(polled.unreadable());
    forwarding.settle(record.chronicle());
    while (forwarding.hasRoom()) {
      Optional<Request> next = requests.next();
      if (next.isEmpty()) {
        return;
      }
      forwarding.forward(next.get());
    }
  }

  private void take(Message message) {
    switch (message) {
      case Message.Experiment read -> record.fold(read.experiment());
      case Message.Trial read -> record.fold(read.trial());
      case Message.ExperimentErased erased -> record.erase(erased.id());
      case Message.TrialErased erased -> record.chronicle().erase(erased.id());
      case Message.Status read -> record.chronicle().fold(read.status(), read.offset());
      case Message.Sampled read -> speeds.take(read);
      case Message.Asked read -> {
        if (read.request() instanceof Forwarded.Answered answer) {
          forwarding.take(answer);
        }
      }
      case Message.Reported unfitting -> {}
    }
  }

  @Override
  public Map<String, Long> lags() {
    return reader.lags();
  }

  @Override
  public void wake() {
    reader.wake();
  }

  @Override
  public void close() {
    forwarding.close();
    producer.close(Duration.ZERO);
    reader.close();
  }
}
