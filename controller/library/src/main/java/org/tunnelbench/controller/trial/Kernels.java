package org.tunnelbench.controller.trial;

import org.tunnelbench.contract.host.HostFacts;

/** How results name a kernel. */
public final class Kernels {
  private Kernels() {}

  /** The release, then the build: {@code 5.10.46 5.10.46-4}. */
  public static String describe(HostFacts facts) {
    return facts.kernelRelease() + " " + facts.kernelBuild();
  }
}
