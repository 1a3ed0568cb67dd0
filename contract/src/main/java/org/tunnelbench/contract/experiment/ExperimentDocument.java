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

  /** Bound on the repetitions of every cell. */
  public static final int MOST_REPETITIONS = 1_000;

  /** Bound on the blocks of a document. */
  public static final int MOST_BLOCKS = 100;

  /** Bound on a trial's deadline. */
  public static final Duration LONGEST_DEADLINE = Duration.ofHours(3);

  /** How much longer than its traffic a trial must be allowed to take, at the least. */
  public static final Duration LEAST_ALLOWANCE = Duration.ofSeconds(10);

  /** How much longer than its traffic a trial may take where the document names no deadline. */
  public static final Duration DEFAULT_ALLOWANCE = Duration.ofSeconds(60);

  public ExperimentDocument {
    requireName(name);
    InvalidValueException.unless(
        !blocks.isEmpty() && blocks.size() <= MOST_BLOCKS,
        "blocks",
        blocks.size(),
        "must be from 1 to 100 blocks");
    InvalidValueException.unless(
        repetitions >= 1 && repetitions <= MOST_REPETITIONS,
        "repetitions",
        repetitions,
        "must be from 1 to 1000");
    InvalidValueException.unless(
        deadline.toSeconds() >= traffic.seconds() + LEAST_ALLOWANCE.toSeconds()
            && deadline.compareTo(LONGEST_DEADLINE) <= 0,
        "deadline",
        deadline.toSeconds(),
        "must be from the traffic's seconds + 10 to 10800 seconds");
    profile.ifPresent(ExperimentDocument::requireProfile);
    blocks = List.copyOf(blocks);
  }

  /** Refuses what cannot be an experiment's name. */
  public static void requireName(String name) {
    InvalidValueException.unless(
        name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}"),
        "name",
        name,
        "must be 1 to 63 letters, digits, spaces, dots, dashes and underscores, beginning with a letter or digit");
  }

  /** Refuses what cannot be the name of a host profile. */
  public static void requireProfile(String profile) {
    InvalidValueException.unless(
        profile.matches("[a-z][a-z0-9-]{0,31}"),
        "profile",
        profile,
        "must be the name of a shipped host profile, such as centos6");
  }

  /** The same on other pairs. */
  public ExperimentDocument on(PairSelection pairs) {
    return new ExperimentDocument(
        name, pairs, blocks, traffic, repetitions, seed, deadline, profile);
  }

  /** The distinct cells of all blocks, in the order in which they are named first. */
  public List<Levels> cells() {
    return blocks.stream().flatMap(block -> block.cells().stream()).distinct().toList();
  }
}
