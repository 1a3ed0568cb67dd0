package org.tunnelbench.deploy.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.deploy.Repository;
import org.tunnelbench.deploy.metrics.Catalogue;
import org.tunnelbench.deploy.metrics.Queries;
import org.tunnelbench.hostaccess.StepResult;

/** Rules and configuration, by the word of a real promtool. */
class RulesTest {
  @Test
  void promtoolAcceptsTheConfiguration(@TempDir Path folder) throws Exception {
    for (String file : List.of("prometheus.yml", "tunnelbench.rules.yml")) {
      Files.copy(RuleFile.FOLDER.resolve(file), folder.resolve(file));
    }
    Path targets = Files.createDirectory(folder.resolve("targets"));
    for (String kind : List.of("controllers", "host-agents", "throughput-probes")) {
      Files.writeString(targets.resolve(kind + ".yml"), "- targets: ['127.0.0.1:1']\n");
    }

    StepResult said = Promtool.get().run(folder, "check", "config", "prometheus.yml");

    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
    assertThat(said.stdout() + said.stderr()).doesNotContain("WARNING");
  }

  @Test
  void promtoolsUnitTestsPass() throws Exception {
    StepResult said =
        Promtool.get().run(RuleFile.FOLDER, "test", "rules", RuleFile.TESTS.toString());

    assertThat(said.exitCode()).as(said.stdout() + said.stderr()).isZero();
  }

  @Test
  void anAlertThatNeverFiresFailsItsUnitTest(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("tunnelbench.rules.yml"),
        Files.readString(RuleFile.RULES).replace("{condition=\"unclean\"}", "{condition=\"x\"}"));
    Path tests = Files.copy(RuleFile.TESTS, folder.resolve("tunnelbench.test.yml"));

    StepResult said = Promtool.get().run(folder, "test", "rules", tests.toString());

    assertThat(said.exitCode()).isNotZero();
    assertThat(said.stdout() + said.stderr()).contains("TunnelbenchHostQuarantined");
  }

  @Test
  void everyAlertIsTestedToFireAndNotToFire() throws Exception {
    Set<String> firing = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    for (Map<String, Object> test : RuleFile.maps(RuleFile.read(RuleFile.TESTS).get("tests"))) {
      for (Map<String, Object> alert : RuleFile.maps(test.get("alert_rule_test"))) {
        boolean fires = !RuleFile.maps(alert.get("exp_alerts")).isEmpty();
        (fires ? firing : quiet).add(String.valueOf(alert.get("alertname")));
      }
    }

    assertThat(firing).containsExactlyInAnyOrderElementsOf(RuleFile.values("alert"));
    assertThat(quiet).containsExactlyInAnyOrderElementsOf(RuleFile.values("alert"));
  }

  @Test
  void everyAlertTellsWhatToDoInTheOperatorsManual() throws Exception {
    List<String> manual = Files.readAllLines(Repository.ROOT.resolve("docs/operations.md"));

    for (Map<String, Object> rule : RuleFile.rules()) {
      if (rule.containsKey("alert")) {
        String name = String.valueOf(rule.get("alert"));
        assertThat(manual).contains("### " + name);
        assertThat(String.valueOf(rule.get("annotations")))
            .contains("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      }
    }
  }

  @Test
  void rulesAskForNothingThatNoServiceShows() throws Exception {
    Set<String> known = new TreeSet<>(Catalogue.series());
    known.addAll(RuleFile.values("record"));
    List<String> unknown = new ArrayList<>();
    for (String query : RuleFile.values("expr")) {
      Queries.names(query).stream().filter(name -> !known.contains(name)).forEach(unknown::add);
    }

    assertThat(unknown).isEmpty();
    assertThat(Queries.names("rate(tunnelbench_gone_total{a=\"tunnelbench_b\"}[1m])"))
        .containsExactly("tunnelbench_gone_total");
  }
}
