package org.tunnelbench.cli.document;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.PairSelection;

/** Limits an experiment to some kernels. */
public final class KernelLimit {
  private KernelLimit() {}

  /**
   * The document for those of its kernels that are among {@code kernels}.
   *
   * @param kernels beginnings of kernel releases
   * @throws UsageException where none is left, or the document selects pairs in another way
   */
  public static ExperimentDocument limit(ExperimentDocument document, List<String> kernels)
      throws UsageException {
    return switch (document.selection()) {
      case PairSelection.Everything everything -> document.on(new PairSelection.ByKernel(kernels));
      case PairSelection.ByKernel named -> document.on(both(named.kernels(), kernels));
      case PairSelection.ByHosts other -> throw notByKernel("pairs");
      case PairSelection.ByLabels other -> throw notByKernel("labels");
    };
  }

  private static PairSelection both(List<String> named, List<String> limit) throws UsageException {
    List<String> left =
        named.stream()
            .flatMap(kernel -> limit.stream().flatMap(other -> narrower(kernel, other).stream()))
            .distinct()
            .toList();
    if (left.isEmpty()) {
      throw new UsageException(
          "none of the document's kernels ("
              + String.join(", ", named)
              + ") is among "
              + String.join(", ", limit));
    }
    return new PairSelection.ByKernel(left);
  }

  /** The kernels that both mean, where there are any. */
  private static Optional<String> narrower(String one, String other) {
    if (PairSelection.ByKernel.matches(one, other)) {
      return Optional.of(other);
    }
    return PairSelection.ByKernel.matches(other, one) ? Optional.of(one) : Optional.empty();
  }

  private static UsageException notByKernel(String selection) {
    return new UsageException(
        "--kernels cannot limit a document that selects its hosts by " + selection);
  }
}
