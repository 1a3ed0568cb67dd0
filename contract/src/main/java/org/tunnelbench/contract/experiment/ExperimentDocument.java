package org.tunnelbench.contract.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What a user submits, defaults filled in.
 *
 * @param repetitions of every cell, 1 to 1000
 * @param seed of the random order of the trials
 * @param deadline of one trial, from its first command to its hosts proved clean; from the
 *     traffic's seconds + 10 s to 3 h; the traffic's seconds + 60 s where the document names none
 * @param profile the shipped host profile whose facts a plan uses where there is no fleet
 */
public record ExperimentDocument(
    String name,
    PairSelection selection,
    List<Block> blocks,
    TrafficSpec traffic,
    int repetitions,
    long seed,
    Duration deadline,
    Optional<String> profile) {
  /** Bound on the trials of one experiment. */
  public static final int MOST_TRIALS = 10_000;

  public ExperimentDocument {
    InvalidValueException.unless(
        name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}"),
        "name",
        name,
        "must be 1 to 63 letters, digits, spaces, dots, dashes and underscores, beginning with a letter or digit");
    InvalidValueException.unless(
        !blocks.isEmpty() && blocks.size() <= 100,
        "blocks",
        blocks.size(),
        "must be from 1 to 100 blocks");
    InvalidValueException.unless(
        repetitions >= 1 && repetitions <= 1000,
        "repetitions",
        repetitions,
        "must be from 1 to 1000");
    InvalidValueException.unless(
        deadline.toSeconds() >= traffic.seconds() + 10 && deadline.toSeconds() <= 10_800,
        "deadline",
        deadline.toSeconds(),
        "must be from the traffic's seconds + 10 to 10800 seconds");
    blocks = List.copyOf(blocks);
  }

  /** The distinct cells of all blocks, in the order in which they are named first. */
  public List<Levels> cells() {
    return blocks.stream().flatMap(block -> block.cells().stream()).distinct().toList();
  }
}
