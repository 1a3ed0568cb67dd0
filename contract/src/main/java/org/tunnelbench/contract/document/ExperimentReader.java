package org.tunnelbench.contract.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tunnelbench.contract.experiment.Block;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.experiment.TrafficSpec;

/**
 * Reads an experiment. Each value is judged by itself first, so that one wrong value hides no
 * other; what values must be together is judged once all of them are good.
 */
final class ExperimentReader {
  static final int DEFAULT_REPETITIONS = 1;
  static final long DEFAULT_SEED = 1;

  private static final String[] FIELDS = {
    "name",
    "kernels",
    "pairs",
    "labels",
    "blocks",
    "traffic",
    "repetitions",
    "seed",
    "deadline",
    "profile"
  };

  private final Place root;

  ExperimentReader(Place root) {
    this.root = root;
  }

  /** The document; absent where a violation was noted. */
  Optional<ExperimentDocument> read() {
    return root.fields("an experiment", FIELDS).flatMap(this::document);
  }

  private Optional<ExperimentDocument> document(Fields fields) {
    Optional<String> name = name(fields);
    Optional<PairSelection> selection = SelectionReader.read(fields);
    List<Block> blocks = blocks(fields);
    Optional<TrafficSpec> traffic =
        fields.get("traffic").map(TrafficReader::read).orElse(Optional.of(TrafficSpec.DEFAULT));
    OptionalLong repetitions =
        whole(fields, "repetitions", 1, ExperimentDocument.MOST_REPETITIONS, DEFAULT_REPETITIONS);
    OptionalLong seed = whole(fields, "seed", Long.MIN_VALUE, Long.MAX_VALUE, DEFAULT_SEED);
    Optional<String> profile =
        fields.get("profile").flatMap(place -> place.textWith(ExperimentDocument::requireProfile));
    Optional<Duration> deadline = deadline(fields, traffic.map(TrafficSpec::seconds).orElse(1));
    if (!root.violations().isEmpty() || !fewEnough(fields, blocks, repetitions)) {
      return Optional.empty();
    }
    return root.attempt(
        "the document",
        () ->
            new ExperimentDocument(
                name.orElseThrow(),
                selection.orElseThrow(),
                blocks,
                traffic.orElseThrow(),
                (int) repetitions.orElseThrow(),
                seed.orElseThrow(),
                deadline.orElseThrow(),
                profile));
  }

  private static Optional<String> name(Fields fields) {
    return fields
        .required("name", "a name for the experiment, such as name: first try")
        .flatMap(place -> place.textWith(ExperimentDocument::requireName));
  }

  private static List<Block> blocks(Fields fields) {
    List<Block> blocks = new ArrayList<>();
    Optional<Place> field =
        fields.required("blocks", "at least one block, such as blocks: [{tunnel: gretap}]");
    List<Place> places =
        field
            .flatMap(place -> place.list("blocks", ExperimentDocument.MOST_BLOCKS))
            .orElse(List.of());
    places.forEach(place -> BlockReader.read(place).ifPresent(blocks::add));
    return blocks;
  }

  private static OptionalLong whole(
      Fields fields, String name, long least, long most, long byDefault) {
    return fields
        .get(name)
        .map(place -> place.whole(least, most, ""))
        .orElse(OptionalLong.of(byDefault));
  }

  private static Optional<Duration> deadline(Fields fields, int seconds) {
    Optional<Place> field = fields.get("deadline");
    long longest = ExperimentDocument.LONGEST_DEADLINE.toSeconds();
    if (field.isEmpty()) {
      return Optional.of(Duration.ofSeconds(seconds).plus(ExperimentDocument.DEFAULT_ALLOWANCE));
    }
    long least = seconds + ExperimentDocument.LEAST_ALLOWANCE.toSeconds();
    OptionalLong deadline =
        field.get().whole(least, longest, " seconds, the least being the traffic's seconds + 10");
    return deadline.isPresent()
        ? Optional.of(Duration.ofSeconds(deadline.getAsLong()))
        : Optional.empty();
  }

  private static boolean fewEnough(Fields fields, List<Block> blocks, OptionalLong repetitions) {
    long most = ExperimentDocument.MOST_TRIALS / repetitions.orElse(1);
    Set<Levels> cells = new LinkedHashSet<>();
    for (Block block : blocks) {
      if (block.combinations() <= ExperimentDocument.MOST_TRIALS) {
        cells.addAll(block.cells());
      }
      if (cells.size() > most || block.combinations() > most) {
        fields
            .get("blocks")
            .ifPresent(
                place ->
                    place.refuse(
                        "make more than %d trials on each pair (distinct cells × repetitions): name fewer levels or repetitions"
                            .formatted(ExperimentDocument.MOST_TRIALS)));
        return false;
      }
    }
    return true;
  }
}
