package org.tunnelbench.cli.plan;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.lab.fleet.LabRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what an experiment would do. */
@Command(
    name = "plan",
    description = {
      "Prints every command and file of an experiment, per cell and host, secrets masked, and changes nothing.",
      "What is known of the hosts comes from --hosts, --profile or --lab; else from the document's profile, the lab that is up, or the profile "
          + PlanCommand.LAST_RESORT
          + "."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PlanCommand implements Callable<Integer> {
  static final String LAST_RESORT = "debian12";

  @Mixin private LabOption lab = new LabOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description =
          "A fleet document; its hosts' label 'profile' names the shipped profile whose facts they have.")
  private @Nullable Path hosts;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A shipped host profile: centos5, centos6, debian12, debian13.")
  private @Nullable String profile;

  @Parameters(paramLabel = "FILE", description = "The experiment's document, in YAML or JSON.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ExperimentDocument document = DocumentFile.read(file);
    List<CellPlan> cells = DocumentFile.named(file, () -> plans(document));
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, Map.of("name", document.name(), "cells", cells));
    } else {
      PlanPrinter printer = new PlanPrinter(out);
      cells.forEach(printer::print);
      out.flush();
    }
    return ExitCode.DONE;
  }

  private List<CellPlan> plans(ExperimentDocument document) throws Exception {
    demandOneSource();
    Optional<String> named = Optional.ofNullable(profile).or(document::profile);
    if (hosts != null) {
      return of(document, FactsSource.hosts(hosts, named));
    }
    if (profile == null) {
      Optional<LabRecord> running = lab.running();
      if (running.isPresent() && (lab.isNamed() || named.isEmpty())) {
        return of(document, FactsSource.lab(running.get()));
      }
    }
    // A profile is a pair of hosts that stands for all that the document selects.
    return of(
        document.on(new PairSelection.Everything()),
        FactsSource.profile(named.orElse(LAST_RESORT)));
  }

  private void demandOneSource() throws UsageException {
    if (lab.isNamed() && (hosts != null || profile != null)) {
      throw new UsageException(
          "--lab, --hosts and --profile each tell what the hosts are: give one of them"
              + " (--profile beside --hosts is for hosts without a label of their own)");
    }
  }

  private static List<CellPlan> of(ExperimentDocument document, KnownFleet known) throws Exception {
    return new CellPlans(document, known, new SecureRandom())
        .trials().stream().map(TrialPlan::masked).toList();
  }
}
