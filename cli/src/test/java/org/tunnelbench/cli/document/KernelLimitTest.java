package org.tunnelbench.cli.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.PairSelection;

class KernelLimitTest {
  private static ExperimentDocument document(String selection) throws Exception {
    return ExperimentDocuments.parse(
        """
        name: limit
        %s
        blocks: [{tunnel: gre}]
        traffic: {seconds: 1}
        """
            .formatted(selection));
  }

  private static PairSelection limited(String selection, String... kernels) throws Exception {
    return KernelLimit.limit(document(selection), List.of(kernels)).selection();
  }

  @Test
  void aDocumentForEveryPairIsLimitedToTheKernels() throws Exception {
    assertThat(limited("seed: 1", "6.1")).isEqualTo(new PairSelection.ByKernel(List.of("6.1")));
  }

  @Test
  void theNarrowerOfTwoNamesOfAKernelIsKept() throws Exception {
    assertThat(limited("kernels: [\"6.1\", \"7.2.7\"]", "6.1.176", "7.2"))
        .isEqualTo(new PairSelection.ByKernel(List.of("6.1.176", "7.2.7")));
  }

  @Test
  void aKernelThatOnlyBeginsAlikeIsAnother() throws Exception {
    ExperimentDocument document = document("kernels: [\"6.12\"]");

    assertThatThrownBy(() -> KernelLimit.limit(document, List.of("6.1")))
        .isInstanceOf(UsageException.class)
        .hasMessage("none of the document's kernels (6.12) is among 6.1");
  }

  @Test
  void aDocumentThatNamesHostsCannotBeLimited() throws Exception {
    ExperimentDocument document = document("pairs: [[a, b]]");

    assertThatThrownBy(() -> KernelLimit.limit(document, List.of("6.1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("selects its hosts by pairs");
  }
}
