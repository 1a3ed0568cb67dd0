package org.tunnelbench.controller.archive;

import java.io.IOException;
import java.io.OutputStream;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * Writes an archive. What only means something in one Kafka, offsets above all, is left out, so
 * that the same experiment makes the same records wherever it is kept.
 */
public final class ArchiveWriter {
  private final OutputStream out;
  private long lines;

  /** One that has written the beginning. */
  public ArchiveWriter(OutputStream out, Archive.Opening opening) throws IOException {
    this.out = out;
    line(new Archive.Begin(opening.experiment().id()));
    line(opening.experiment().asMeasured());
    for (HostStatus host : opening.hosts()) {
      line(host);
    }
  }

  /** Writes a trial that has ended; in plan order. */
  public void trial(Archive.Trial trial) throws IOException {
    line(withoutPlaces(trial.record()));
    for (TrafficSample sample : trial.samples()) {
      line(sample);
    }
  }

  /** The record without its places in the topics of the Kafka that holds it. */
  public static TrialRecord withoutPlaces(TrialRecord trial) {
    return trial.state() instanceof Ended ended
        ? new TrialRecord(trial.id(), ended.between(Positions.START, Positions.START))
        : trial;
  }

  /** Writes the end: without it nobody takes the archive. */
  public void end() throws IOException {
    line(new Archive.End(lines));
    out.flush();
  }

  private void line(Object message) throws IOException {
    out.write(Archive.CODEC.encode(message));
    out.write('\n');
    lines++;
  }
}
