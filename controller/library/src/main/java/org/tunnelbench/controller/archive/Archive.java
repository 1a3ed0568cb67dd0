package org.tunnelbench.controller.archive;

import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.MessageCodec;
import org.tunnelbench.contract.message.MessageType;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.trial.Ended;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/**
 * The file's form: lines of JSON in UTF-8, each a message as Kafka holds it, with its type's name
 * and version.
 *
 * <pre>
 *   archive-begin       whose archive it is
 *   experiment-record   as it ended
 *   host-status *       of the hosts that took part
 *   trial-record        as it ended, in plan order,
 *     traffic-sample *    each followed by its samples
 *   archive-end         how many lines came before
 * </pre>
 */
public final class Archive {
  /** As HTTP calls lines of JSON. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  /** Bound on an archive, in bytes: some half a million samples. */
  public static final long MOST_BYTES = 256L * 1024 * 1024;

  /** Bound on a line, in bytes: a little less than a broker takes as one record by default. */
  public static final int MOST_BYTES_OF_LINE = 900_000;

  static final MessageCodec CODEC =
      new MessageCodec(
          List.of(
              new MessageType<>("archive-begin", 1, Begin.class),
              new MessageType<>("experiment-record", 1, ExperimentRecord.class),
              new MessageType<>("host-status", 1, HostStatus.class),
              new MessageType<>("trial-record", 1, TrialRecord.class),
              new MessageType<>("traffic-sample", 1, TrafficSample.class),
              new MessageType<>("archive-end", 1, End.class)));

  private Archive() {}

  /** The first line. */
  record Begin(ExperimentId experiment) {}

  /**
   * The last line.
   *
   * @param lines that came before, so that a file that was cut off is known
   */
  record End(long lines) {}

  /**
   * What an archive begins with.
   *
   * @param experiment that has ended, as it was where it was measured
   * @param hosts that took part, as far as anything was known of them
   */
  public record Opening(ExperimentRecord experiment, List<HostStatus> hosts) {
    public Opening {
      hosts = List.copyOf(hosts);
      InvalidValueException.unless(
          experiment.endedAt().isPresent(), "experiment", experiment.id(), "must have ended");
    }
  }

  /**
   * A trial.
   *
   * @param record that ends in {@link Ended}
   * @param samples none where none was counted, or none is kept
   */
  public record Trial(TrialRecord record, List<TrafficSample> samples) {
    public Trial {
      samples = List.copyOf(samples);
    }
  }
}
