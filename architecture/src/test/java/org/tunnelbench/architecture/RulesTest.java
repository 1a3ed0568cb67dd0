package org.tunnelbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final JavaClasses EVERYTHING = Project.classes();

  static Stream<Arguments> rulesForEverything() {
    return Stream.of(
        Arguments.of("JSch", Rules.SSH_ONLY_IN_HOST_ACCESS),
        Arguments.of("ProcessBuilder", Rules.PROCESSES_ONLY_IN_HOST_ACCESS),
        Arguments.of("Runtime.exec", Rules.NO_RUNTIME_EXEC),
        Arguments.of("applications", Rules.NOTHING_IMPORTS_AN_APPLICATION),
        Arguments.of("@NullMarked", Rules.PACKAGES_ARE_NULL_MARKED));
  }

  static Stream<Arguments> rulesAndTheirViolations() {
    return Stream.concat(
        rulesForEverything(), Stream.of(Arguments.of("Quarkus", Rules.NO_QUARKUS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesForEverything")
  void everyModuleKeepsTheRule(String name, ArchRule rule) {
    rule.check(EVERYTHING);
  }

  @Test
  void librariesRunWithoutQuarkus() {
    Rules.NO_QUARKUS.check(Project.classes(Project.LIBRARIES));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesAndTheirViolations")
  void aPlantedViolationIsFound(String name, ArchRule rule) {
    assertThat(rule.evaluate(Project.planted()).hasViolation()).isTrue();
  }
}
