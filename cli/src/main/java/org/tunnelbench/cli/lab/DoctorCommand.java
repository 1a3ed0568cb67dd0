package org.tunnelbench.cli.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Version;
import org.tunnelbench.lab.doctor.Check;
import org.tunnelbench.lab.doctor.Doctor;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what the machine has and lacks. */
@Command(
    name = "doctor",
    description = {
      "Tells what is present, what is missing, and what to do about it.",
      "Its exit code is 1 where something is missing that the lab cannot do without."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<Check> checks = Doctor.examine(LabFolders.ofThisProcess(), System.getenv());
    boolean fit = checks.stream().noneMatch(check -> check.verdict() == Check.Verdict.MISSING);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, Map.of("fit", fit, "checks", checks));
    } else {
      checks.forEach(check -> print(check, out));
      out.println(fit ? "The lab can run here." : "The lab cannot run here yet.");
      out.flush();
    }
    return fit ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void print(Check check, PrintWriter out) {
    out.println("%-9s %-28s %s".formatted(word(check.verdict()), check.what(), check.found()));
    if (!check.remedy().isEmpty()) {
      out.println("          " + check.remedy());
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
