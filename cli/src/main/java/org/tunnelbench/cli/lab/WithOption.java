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

  /** Bound on the controllers of a lab; each takes some 140 MB. */
  private static final int MOST_CONTROLLERS = 3;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "PART",
      description = {
        "Start this part too: prometheus, which reads the services' metrics",
        "and evaluates the rules of deploy/prometheus (out of Debian's package)."
      })
  private List<String> parts = List.of();

  @Option(
      names = "--controllers",
      paramLabel = "N",
      description = {
        "Start so many controllers, 1 (the default) to 3: one orchestrates, another one takes over",
        "within 10 s when it dies, and commands go to whichever answers."
      })
  private int controllers = 1;

  /** Whether anything was named. */
  public boolean isNamed() {
    return !parts.isEmpty() || controllers != 1;
  }

  /** Refuses what no lab can have. */
  public void check() throws UsageException {
    if (controllers < 1 || controllers > MOST_CONTROLLERS) {
      throw new UsageException(
          "--controllers %d: a lab has 1 to %d".formatted(controllers, MOST_CONTROLLERS));
    }
    for (String part : parts) {
      if (!Set.of(PROMETHEUS).contains(part.toLowerCase(Locale.ROOT))) {
        throw new UsageException("--with: there is no part " + part + "; there is " + PROMETHEUS);
      }
    }
  }

  /** Tells a lab that is not started yet. */
  public void tell(LocalLab lab) {
    lab.withControllers(controllers);
    if (!parts.isEmpty()) {
      lab.withPrometheus(Installation.current().prometheusRules());
    }
  }
}
