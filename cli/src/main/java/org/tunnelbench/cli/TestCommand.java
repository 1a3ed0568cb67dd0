package org.tunnelbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Describes {@code test}, which the launcher does itself, since it runs the build. */
@Command(
    name = "test",
    description = "Builds everything and runs every check, the lab end to end among them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class TestCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Also run what takes longer.")
  private boolean all;

  @Option(
      names = "--views",
      description = {
        "Run only what draws Grafana's dashboards with a lab's data; docs/pictures is written anew",
        "(docs/grafana.md)."
      })
  private boolean views;

  @Option(
      names = "--kubernetes",
      description = {
        "Run only what starts a real cluster in namespaces of its own, as root; the first time it",
        "builds Kubernetes (deploy/kubernetes/README.md)."
      })
  private boolean kubernetes;

  @Option(
      names = "--ipsec-tools",
      paramLabel = "DIR",
      description = {
        "Run only the suite that needs setkey and racoon, with those of this folder",
        "(docs/ipsec-tools.md)."
      })
  private @Nullable Path ipsecTools;

  @Override
  public Integer call() throws UsageException {
    throw new UsageException(
        "run the tests by ./tunnelbench test"
            + (all ? " --all" : "")
            + (views ? " --views" : "")
            + (kubernetes ? " --kubernetes" : "")
            + (ipsecTools == null ? "" : " --ipsec-tools " + ipsecTools));
  }
}
