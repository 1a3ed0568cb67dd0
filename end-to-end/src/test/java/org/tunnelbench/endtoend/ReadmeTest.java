package org.tunnelbench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Verdict;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** The README's commands do what it says, in its order. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Duration LONGEST_BLOCK = Duration.ofMinutes(25);

  /** What runs these tests. */
  private static final String TEST = "./tunnelbench test\n";

  @Test
  void everyCommandBlockRuns(@TempDir Path folder) throws Exception {
    Launcher launcher = new Launcher(folder);
    useTheCheckoutIn(folder);
    List<String> said = new ArrayList<>();
    for (String block : blocks()) {
      StepResult result =
          LocalProcess.run(launcher.any(List.of("sh", "-eu", "-c", block)), LONGEST_BLOCK);
      assertThat(result.exitCode()).as(block + result.stdout() + result.stderr()).isZero();
      said.add(result.stdout());
    }
    assertThat(launcher.processes()).isEmpty();
    assertThat(launcher.runs()).isEmpty();

    assertThat(said.getFirst()).contains("decaying", "omitting `local`", "xfrm-bundle-flow");
    String demo = said.get(1);
    assertThat(demo.strip().lines().toList().getLast()).contains("5.10", "1476", "MTU");
    assertIsTheDemos(Results.in(resultsOf("demo", folder)));
  }

  @Test
  void everyBlockIsOfAKindThatRunsHere() throws Exception {
    Matcher block = BLOCK.matcher(readme());
    assertThat(block.results().map(found -> found.group(1)).distinct()).containsExactly("sh");
  }

  private static void assertIsTheDemos(ExperimentResult result) {
    assertThat(result.trials()).hasSize(48).allSatisfy(Results::assertMeasured);
    assertThat(result.trials().stream().map(trial -> trial.kernel() + trial.levels()).distinct())
        .hasSize(48);
    assertThat(result.trials().stream().map(trial -> trial.kernel()).distinct()).hasSize(4);
    List<CellResult> slow =
        result.cells().stream()
            .filter(cell -> cell.verdict() == Verdict.SLOW || cell.verdict() == Verdict.NO_TRAFFIC)
            .toList();
    assertThat(slow)
        .filteredOn(cell -> cell.kernel().startsWith("5.10"))
        .filteredOn(cell -> "default".equals(cell.levels().get("mtu")))
        .hasSize(2);
    if (Scope.ALL) {
      assertThat(slow).hasSize(2);
    }
  }

  private static List<String> blocks() throws Exception {
    return BLOCK
        .matcher(readme())
        .results()
        .map(found -> found.group(2))
        .filter(block -> !block.equals(TEST))
        .toList();
  }

  private static String readme() throws Exception {
    return Files.readString(Launcher.ROOT.resolve("README.md"));
  }

  /** Results are to go into the folder, and the rest is to be found there. */
  private static void useTheCheckoutIn(Path folder) throws Exception {
    for (String name : List.of("tunnelbench", "experiments", "examples", "docs")) {
      Files.createSymbolicLink(folder.resolve(name), Launcher.ROOT.resolve(name));
    }
  }

  private static Path resultsOf(String experiment, Path folder) throws Exception {
    try (Stream<Path> results = Files.list(folder.resolve("results"))) {
      return results
          .filter(path -> path.getFileName().toString().startsWith(experiment + "-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
