package org.tunnelbench.controller.application.record;

import java.util.Map;
import org.tunnelbench.controller.application.live.LiveEvents;

/** Reads what another controller writes. */
final class FollowingSession implements Session {
  private final RecordReader reader;
  private final LiveChronicle record;
  private final Speeds speeds;
  private final Requests requests;

  FollowingSession(RecordReader reader, LiveEvents events, ReadModel model, Requests requests) {
    this.reader = reader;
    this.requests = requests;
    RecordReader.CaughtUp read = reader.catchUp();
    record = new LiveChronicle(read.chronicle(), events);
    speeds = new Speeds(record, read.ends().samples());
    reader.followRecord(read.ends());
    events.renew(() -> model.caughtUp(read.chronicle()));
  }

  @Override
  public void turn() {
    for (Message message : reader.poll()) {
      take(message);
    }
    requests.next().ifPresent(request -> request.answer().complete(new Answer.OnlyRead()));
  }

  private void take(Message message) {
    switch (message) {
      case Message.Experiment read -> record.fold(read.experiment());
      case Message.Trial read -> record.fold(read.trial());
      case Message.ExperimentErased erased -> record.erase(erased.id());
      case Message.TrialErased erased -> record.chronicle().erase(erased.id());
      case Message.Status read -> record.chronicle().fold(read.status(), read.offset());
      case Message.Sampled read -> speeds.take(read);
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
    reader.close();
  }
}
