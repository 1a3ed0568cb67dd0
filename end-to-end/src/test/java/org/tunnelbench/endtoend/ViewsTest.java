package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.deploy.grafana.Dashboard;
import org.tunnelbench.deploy.grafana.DrawingPage;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.lab.run.LabFolders;

/**
 * What a user of Grafana sees of the demo. The pictures in {@code docs/pictures} are written anew:
 *
 * <pre>
 *   lab ◀── Prometheus ◀── Grafana's panels in Chromium ──▶ dashboard-*.png
 * </pre>
 */
@Tag("views")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ViewsTest {
  private static final Path PICTURES = Launcher.ROOT.resolve("docs/pictures");
  private static final Path DEMO = Launcher.ROOT.resolve("experiments/demo.yaml");

  @Test
  void everyPanelIsDrawnWithWhatTheDemoShowed(@TempDir Path folder) throws Exception {
    DrawingPage page =
        DrawingPage.build(
            Launcher.ROOT,
            Files.createDirectory(folder.resolve("page")),
            LabFolders.ofThisProcess(),
            System.out::println);
    Launcher launcher = new Launcher(Files.createDirectory(folder.resolve("lab")));
    try (DashboardBrowser browser = new DashboardBrowser(page)) {
      Instant begin = Instant.now();
      demo(launcher, folder.resolve("out"));
      PrometheusQueries prometheus = PrometheusQueries.of(launcher);

      assertThat(prometheus.unanswered(begin)).isEmpty();
      assertThat(draw(browser, prometheus.address(), begin)).isEmpty();
    } finally {
      launcher.run("down");
    }
  }

  private static void demo(Launcher launcher, Path output) throws Exception {
    StepResult up = launcher.run("up", "--with", "prometheus");
    assertThat(up.exitCode()).as(up.stderr()).isZero();
    StepResult run = launcher.run("run", "--output", output.toString(), DEMO.toString());
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  /** Draws all dashboards; answers what is wrong with them. */
  private static List<String> draw(DashboardBrowser browser, URI prometheus, Instant begin)
      throws Exception {
    Instant end = Instant.now();
    List<String> complaints = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all(Launcher.ROOT)) {
      String name = dashboard.file().replace(".json", "");
      Path picture = PICTURES.resolve("dashboard-" + name + ".png");
      for (String complaint : browser.draw(name, prometheus, begin, end, picture)) {
        complaints.add(dashboard.file() + ": " + complaint);
      }
    }
    return List.copyOf(complaints);
  }
}
