package org.tunnelbench.controller.application.rest;

import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Records;

/**
 * How long the record of an experiment may be: Kafka takes no longer one, and no longer line of an
 * archive is read. One that is too long must be refused before it is written, since nothing could
 * be written beside it.
 */
final class RecordSize {
  private RecordSize() {}

  /**
   * Refuses an experiment whose record is too long.
   *
   * @param why it may be, in words, and what to do about it
   */
  static void demandTaken(ExperimentRecord experiment, String why) throws ProblemException {
    int bytes = Records.CODEC.encode(experiment).length;
    if (bytes > Archive.MOST_BYTES_OF_LINE) {
      throw ProblemException.recordTooLong(
          "its record would have %d bytes, and Kafka takes %d: %s"
              .formatted(bytes, Archive.MOST_BYTES_OF_LINE, why));
    }
  }
}
