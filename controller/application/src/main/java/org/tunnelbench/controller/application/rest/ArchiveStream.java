package org.tunnelbench.controller.application.rest;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.archive.ArchiveWriter;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/** Writes an archive trial by trial, since all samples of a large one would not fit into memory. */
final class ArchiveStream implements StreamingOutput {
  private final Chronicle chronicle;
  private final ExperimentRecord experiment;
  private final List<HostStatus> hosts;
  private final InTurn<List<TrafficSample>> samples;

  /** Reads the first samples, so that a broker that is away is noticed while that can be said. */
  ArchiveStream(
      Chronicle chronicle,
      ExperimentRecord experiment,
      List<HostStatus> hosts,
      InTurn<List<TrafficSample>> samples)
      throws UnavailableException {
    this.chronicle = chronicle;
    this.experiment = experiment;
    this.hosts = hosts;
    this.samples = samples;
    samples.begin();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    ArchiveWriter archive = new ArchiveWriter(out, new Archive.Opening(experiment, hosts));
    for (int place = 0; place < experiment.size(); place++) {
      TrialId trial = TrialId.of(experiment.id(), place);
      TrialRecord record = new TrialRecord(trial, chronicle.state(experiment, place));
      archive.trial(new Archive.Trial(record, samples(trial)));
    }
    archive.end();
  }

  private List<TrafficSample> samples(TrialId trial) throws IOException {
    try {
      return samples.take(trial).orElse(List.of());
    } catch (UnavailableException e) {
      // Too late for a problem: the client sees an archive without its end.
      throw new IOException("the samples of trial " + trial + " cannot be read", e);
    }
  }
}
