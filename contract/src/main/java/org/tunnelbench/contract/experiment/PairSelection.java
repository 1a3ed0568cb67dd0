package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.host.HostName;

/** Which pairs of the fleet an experiment runs on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PairSelection.Everything.class, name = "everything"),
  @JsonSubTypes.Type(value = PairSelection.ByKernel.class, name = "kernels"),
  @JsonSubTypes.Type(value = PairSelection.ByHosts.class, name = "pairs"),
  @JsonSubTypes.Type(value = PairSelection.ByLabels.class, name = "labels")
})
public sealed interface PairSelection {
  /** Every pair of the fleet: what a document means that names none. */
  record Everything() implements PairSelection {}

  /**
   * Pairs whose two hosts run one of these kernels.
   *
   * @param kernels beginnings of kernel releases, at a dot, a dash or the end: {@code 6.1} is
   *     6.1.176 and not 6.12
   */
  record ByKernel(List<String> kernels) implements PairSelection {
    public ByKernel {
      kernels = List.copyOf(kernels);
    }

    /** Whether a release begins with this kernel. */
    public static boolean matches(String kernel, String release) {
      return release.equals(kernel)
          || release.startsWith(kernel + ".")
          || release.startsWith(kernel + "-");
    }
  }

  /** These pairs, sender first. */
  record ByHosts(List<Pair> pairs) implements PairSelection {
    public ByHosts {
      pairs = List.copyOf(pairs);
    }

    /** Two hosts, the sender first. */
    public record Pair(HostName sender, HostName receiver) {}
  }

  /** Pairs both of whose hosts carry all of these labels. */
  record ByLabels(Map<String, String> labels) implements PairSelection {
    public ByLabels {
      labels = Map.copyOf(labels);
    }
  }
}
