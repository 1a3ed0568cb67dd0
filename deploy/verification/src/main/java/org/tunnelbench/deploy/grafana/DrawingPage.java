package org.tunnelbench.deploy.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tunnelbench.deploy.npm.NodeModules;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.run.LabFolders;

/**
 * The page of {@code deploy/grafana/views}, which draws a dashboard with Grafana's own panels from
 * what a Prometheus knows.
 *
 * @param folder to be served over HTTP
 */
public record DrawingPage(Path folder) {
  private static final String SOURCES = "deploy/grafana/views";
  private static final String ICONS = "@grafana/ui/dist/public/img/icons";

  /** Bound on a compilation or a bundling on a busy machine; each takes half a minute alone. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(15);

  /**
   * Builds it with the dashboards of a checkout.
   *
   * @param root of the checkout
   * @param work an empty folder
   * @param progress hears a line about what takes time
   * @throws LabException where its packages cannot be had or its sources do not compile
   */
  public static DrawingPage build(
      Path root, Path work, LabFolders folders, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    Path sources = root.resolve(SOURCES);
    NodeModules modules = NodeModules.prepare(sources, folders, progress);
    for (String file : List.of("index.html", "vite.config.js", "tsconfig.json", "src")) {
      copy(sources.resolve(file), work.resolve(file));
    }
    Files.createSymbolicLink(work.resolve("node_modules"), modules.folder());
    Path asTheyAre = work.resolve("public");
    copy(root.resolve(Dashboard.FOLDER), asTheyAre.resolve("dashboards"));
    copy(modules.folder().resolve(ICONS), asTheyAre.resolve("public/build/img/icons"));
    progress.accept("building the page that draws the dashboards");
    run(modules.command("typescript/bin/tsc", "--project", "."), work);
    run(modules.command("vite/bin/vite.js", "build"), work);
    return new DrawingPage(work.resolve("dist"));
  }

  private static void run(List<String> argv, Path folder)
      throws IOException, LabException, InterruptedException {
    StepResult done = LocalProcess.run(LocalCommand.of(argv).in(folder), LONGEST_STEP);
    if (!done.succeeded()) {
      throw new LabException(
          "%s failed with exit code %d: %s%s"
              .formatted(String.join(" ", argv), done.exitCode(), done.stdout(), done.stderr()));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
  }
}
