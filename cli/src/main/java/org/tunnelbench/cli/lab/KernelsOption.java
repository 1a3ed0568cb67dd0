package org.tunnelbench.cli.lab;

import java.util.List;
import picocli.CommandLine.Option;

/** Which kernels. */
public final class KernelsOption {
  @Option(
      names = "--kernels",
      split = ",",
      paramLabel = "KERNEL",
      description = "Only these kernels, such as 6.1,7.2; by default all that the lab knows.")
  private List<String> kernels = List.of();

  /** As the user named them; empty where all are meant. */
  public List<String> kernels() {
    return List.copyOf(kernels);
  }
}
