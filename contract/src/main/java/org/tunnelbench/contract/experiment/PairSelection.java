package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostEntry;
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
  /** Bound on the kernels or the pairs that a document names. */
  int MOST_SELECTED = 100;

  /** Every pair of the fleet: what a document means that names none. */
  record Everything() implements PairSelection {}

  /**
   * Pairs whose two hosts run one of these kernels.
   *
   * @param kernels beginnings of kernel releases, at a dot, a dash or the end: {@code 6.1} is
   *     6.1.176 and not 6.12
   */
  record ByKernel(List<String> kernels) implements PairSelection {
    private static final String FORM = "[0-9][A-Za-z0-9.+_~-]{0,63}";

    public ByKernel {
      InvalidValueException.unless(
          !kernels.isEmpty() && kernels.size() <= MOST_SELECTED,
          "kernels",
          kernels,
          "must be from 1 to " + MOST_SELECTED + " kernels");
      for (String kernel : kernels) {
        InvalidValueException.unless(
            kernel.matches(FORM),
            "kernels",
            kernel,
            "must be the beginning of a kernel's release, such as \"6.1\"");
      }
      InvalidValueException.unless(
          kernels.stream().distinct().count() == kernels.size(),
          "kernels",
          kernels,
          "must name each kernel once");
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
      InvalidValueException.unless(
          !pairs.isEmpty() && pairs.size() <= MOST_SELECTED,
          "pairs",
          pairs.size(),
          "must be from 1 to " + MOST_SELECTED + " pairs");
      InvalidValueException.unless(
          pairs.stream().distinct().count() == pairs.size(),
          "pairs",
          pairs,
          "must name each pair once");
      pairs = List.copyOf(pairs);
    }

    /** Two hosts, the sender first. */
    public record Pair(HostName sender, HostName receiver) {
      public Pair {
        InvalidValueException.unless(
            !sender.equals(receiver), "pair", sender, "must be two different hosts");
      }

      @Override
      public String toString() {
        return "[" + sender + ", " + receiver + "]";
      }
    }
  }

  /** Pairs both of whose hosts carry all of these labels. */
  record ByLabels(Map<String, String> labels) implements PairSelection {
    public ByLabels {
      InvalidValueException.unless(
          !labels.isEmpty(), "labels", labels, "must be at least one label");
      HostEntry.requireLabels(labels);
      labels = Map.copyOf(labels);
    }
  }
}
