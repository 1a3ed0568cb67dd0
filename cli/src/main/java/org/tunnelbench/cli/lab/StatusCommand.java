package org.tunnelbench.cli.lab;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Version;
import org.tunnelbench.contract.api.ExperimentSummary;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.RunningLabs;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;
import org.tunnelbench.lab.supervise.LogTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the labs that run. */
@Command(
    name = "status",
    description = "Shows the labs that run: their parts, hosts and experiments.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    LabFolders folders = LabFolders.ofThisProcess();
    RunFolder.sweep(folders);
    List<LabStatus> labs = new ArrayList<>();
    for (LabRecord lab : RunningLabs.of(folders).all()) {
      labs.add(LabStatus.of(lab));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, Map.of("labs", labs));
      return ExitCode.DONE;
    }
    if (labs.isEmpty()) {
      out.println("No lab runs; start one by ./tunnelbench up");
    }
    labs.forEach(lab -> print(lab, out));
    out.flush();
    return ExitCode.DONE;
  }

  private static void print(LabStatus lab, PrintWriter out) {
    out.println(
        "Lab "
            + lab.name()
            + (lab.kernels().isEmpty()
                ? ", hosts of your own"
                : ", kernels " + String.join(", ", lab.kernels())));
    lab.unavailable().forEach(why -> out.println("  kernel unavailable: " + why));
    out.println("  controller  " + lab.controller());
    out.println("  its token   in " + lab.tokenFile());
    lab.prometheus().ifPresent(address -> out.println("  prometheus  " + address));
    out.println("  folder      " + lab.folder());
    out.println("  parts");
    lab.parts().forEach(part -> print(part, out));
    out.println("  hosts");
    lab.hosts().forEach(host -> out.println("    " + describe(host)));
    out.println("  experiments");
    lab.experiments().forEach(experiment -> out.println("    " + describe(experiment)));
    if (!lab.problem().isEmpty()) {
      out.println("  " + lab.problem());
    }
    out.println();
  }

  private static void print(LabStatus.PartStatus part, PrintWriter out) {
    boolean runs = part.pid().isPresent();
    String process = runs ? "pid " + part.pid().getAsLong() : "has ended";
    String health = part.ready() ? "ready" : "not ready";
    out.println(
        "    %-18s %-12s port %-6d %s".formatted(part.name(), process, part.port(), health));
    if (!runs) {
      out.println("      its log, " + part.log() + ", ends:");
      LogTail.of(Path.of(part.log())).forEach(line -> out.println("      " + line));
    }
  }

  private static String describe(HostStatus host) {
    String kernel = host.facts().map(facts -> facts.kernel()).orElse("not reached yet");
    String condition = host.condition().name().toLowerCase(Locale.ROOT);
    String reason = host.reason().isEmpty() ? "" : ": " + host.reason();
    return "%-18s %-12s %s%s".formatted(host.host(), condition, kernel, reason);
  }

  private static String describe(ExperimentSummary experiment) {
    String trials =
        experiment.trials().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "%s  %s  %s%s (%s)"
        .formatted(
            experiment.id(),
            experiment.name(),
            experiment.state().name().toLowerCase(Locale.ROOT),
            experiment.importedAt().isPresent() ? ", imported" : "",
            trials);
  }
}
