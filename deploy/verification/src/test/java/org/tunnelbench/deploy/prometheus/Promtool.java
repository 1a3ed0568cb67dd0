package org.tunnelbench.deploy.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.monitoring.MonitoringPrograms;
import org.tunnelbench.lab.run.LabFolders;

/** Prometheus' own checker, out of Debian's package. */
final class Promtool {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final MonitoringPrograms programs;

  private Promtool(MonitoringPrograms programs) {
    this.programs = programs;
  }

  static Promtool get() throws Exception {
    return new Promtool(programs());
  }

  static MonitoringPrograms programs() throws Exception {
    LabSettings settings = LabSettings.load(Map.copyOf(System.getenv()));
    return MonitoringPrograms.prepare(LabFolders.ofThisProcess(), settings, System.out::println);
  }

  /** Runs it in a folder. */
  StepResult run(Path folder, String... arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of(programs.promtool().toString()));
    argv.addAll(List.of(arguments));
    return LocalProcess.run(LocalCommand.of(argv).in(folder), LIMIT);
  }
}
