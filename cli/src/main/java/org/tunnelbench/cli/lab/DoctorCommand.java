package org.tunnelbench.cli.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.hosts.HostsDoctor;
import org.tunnelbench.cli.hosts.HostsReport;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.doctor.Check;
import org.tunnelbench.lab.doctor.Doctor;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what the machine, or the user's own hosts, have and lack. */
@Command(
    name = "doctor",
    description = {
      "Tells what is present, what is missing, and what to do about it; changes nothing.",
      "Of this machine, for the lab; with --hosts, of hosts of your own and of the path between them.",
      "Its exit code is 1 where something is missing that the lab, or one of the hosts, cannot do without."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private HostsOption hosts = new HostsOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Optional<FleetDocument> fleet = hosts.fleet();
    boolean fit = fleet.isPresent() ? examine(fleet.get(), out) : examineMachine(out);
    out.flush();
    return fit ? ExitCode.DONE : ExitCode.FAILED;
  }

  private boolean examineMachine(PrintWriter out) throws Exception {
    List<Check> checks = Doctor.examine(LabFolders.ofThisProcess(), System.getenv());
    boolean fit = checks.stream().noneMatch(check -> check.verdict() == Check.Verdict.MISSING);
    if (json.isSet()) {
      JsonOption.print(out, Map.of("fit", fit, "checks", checks));
    } else {
      print(checks, out);
      out.println(fit ? "The lab can run here." : "The lab cannot run here yet.");
    }
    return fit;
  }

  private boolean examine(FleetDocument fleet, PrintWriter out) throws Exception {
    HostsReport report = HostsDoctor.examine(fleet);
    if (json.isSet()) {
      JsonOption.print(
          out, Map.of("fit", report.fit(), "hosts", report.hosts(), "pairs", report.pairs()));
      return report.fit();
    }
    report
        .hosts()
        .forEach(
            host -> {
              out.println(host.host());
              print(host.checks(), out);
              out.println();
            });
    report
        .pairs()
        .forEach(
            pair -> {
              out.println(pair.sender() + " and " + pair.receiver());
              print(pair.checks(), out);
              out.println();
            });
    out.println(
        report.fit()
            ? "Experiments can run on these hosts."
            : "Experiments cannot run on all of these hosts yet.");
    return report.fit();
  }

  private static void print(List<Check> checks, PrintWriter out) {
    int width = checks.stream().mapToInt(check -> check.what().length()).max().orElse(1);
    for (Check check : checks) {
      out.println(
          ("%-9s %-" + width + "s  %s")
              .formatted(word(check.verdict()), check.what(), check.found()));
      if (!check.remedy().isEmpty()) {
        out.println("          " + check.remedy());
      }
    }
  }

  private static String word(Check.Verdict verdict) {
    return switch (verdict) {
      case PRESENT -> "present";
      case DISPENSABLE -> "lacking";
      case MISSING -> "MISSING";
    };
  }
}
