package org.tunnelbench.cli.lab;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.lab.fleet.LocalLab;
import picocli.CommandLine.Option;

/** What a lab is to have beside guests and fleet. */
public final class WithOption {
  private static final String PROMETHEUS = "prometheus";

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "PART",
      description = {
        "Start this part too: prometheus, which reads the services' metrics",
        "and evaluates the rules of deploy/prometheus (out of Debian's package)."
      })
  private List<String> parts = List.of();

  /** Whether anything was named. */
  public boolean isNamed() {
    return !parts.isEmpty();
  }

  /** Refuses what no lab can have. */
  public void check() throws UsageException {
    for (String part : parts) {
      if (!Set.of(PROMETHEUS).contains(part.toLowerCase(Locale.ROOT))) {
        throw new UsageException("--with: there is no part " + part + "; there is " + PROMETHEUS);
      }
    }
  }

  /** Tells a lab that is not started yet. */
  public void tell(LocalLab lab) {
    if (isNamed()) {
      lab.withPrometheus(Installation.current().prometheusRules());
    }
  }
}
