package org.tunnelbench.controller.application.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.controller.application.record.Answer;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.Requests;
import org.tunnelbench.controller.application.record.SampleImport;
import org.tunnelbench.controller.application.record.SampleImports;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.archive.ArchiveReader;
import org.tunnelbench.controller.archive.InvalidArchiveException;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Imported;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * Takes archives in. The samples are written first, which shows nothing to anybody; the experiment
 * is there with its record, once Kafka has acknowledged that.
 */
@Singleton
class Imports {
  private final ReadModel model;
  private final Requests requests;
  private final SampleImports samples;
  private final InstantSource clock = InstantSource.system();

  @Inject
  Imports(ReadModel model, Requests requests, SampleImports samples) {
    this.model = model;
    this.requests = requests;
    this.samples = samples;
  }

  ExperimentRecord take(InputStream body)
      throws ProblemException, UnavailableException, IOException {
    try {
      ArchiveReader archive = new ArchiveReader(body);
      return adopt(archive.opening().experiment(), read(archive));
    } catch (InvalidArchiveException e) {
      throw e.isTooLong() ? ProblemException.archiveTooLong() : ProblemException.invalidArchive(e);
    }
  }

  private record Read(Imported imported, List<TrialRecord> trials) {}

  private Read read(ArchiveReader archive)
      throws InvalidArchiveException, UnavailableException, IOException {
    // Samples of what is known here already are only compared.
    boolean known = model.chronicle().experiment(archive.opening().experiment().id()).isPresent();
    List<TrialRecord> trials = new ArrayList<>();
    try (SampleImport written = known ? SampleImport.compared() : samples.begin()) {
      for (Optional<Archive.Trial> next = archive.next(); next.isPresent(); next = archive.next()) {
        written.write(next.get().samples());
        trials.add(next.get().record());
      }
      return new Read(
          new Imported(clock.instant(), archive.opening().hosts(), written.digest()),
          written.placed(trials));
    }
  }

  private ExperimentRecord adopt(ExperimentRecord measured, Read read)
      throws ProblemException, UnavailableException {
    ExperimentRecord experiment = measured.imported(read.imported());
    RecordSize.demandTaken(experiment, "it lists the facts of too many hosts");
    return switch (requests.adopt(experiment, read.trials())) {
      case Answer.Done done -> done.experiment();
      case Answer.OtherContent other ->
          throw ProblemException.conflict(
              "Another experiment has this id",
              "experiment %s is kept and says something else: delete it first, or keep it"
                  .formatted(experiment.id()));
      case Answer.Full full -> throw ProblemException.full(full.reason());
      case Answer.Deleted impossible -> throw new IllegalStateException("not deleted");
      case Answer.Unknown impossible -> throw new IllegalStateException("not asked for");
      case Answer.StillRunning impossible -> throw new IllegalStateException("not deleted");
    };
  }
}
