package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the text, a parser answers with a document or with violations, and with nothing else.
 */
class HostileTextTest {
  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\n",
          "\t",
          ":",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"",
          "'",
          "|\n",
          ">\n",
          "&a ",
          "*a",
          "!!int ",
          "<<: ",
          "? ",
          "#",
          "%YAML 1.1\n",
          "---\n",
          "...\n",
          "\0",
          "\uD800",
          "\uFEFF",
          "~",
          "0x10",
          "1e999",
          "-.inf",
          ".nan",
          "99999999999999999999",
          "1:30",
          "yes",
          "2026-01-01",
          "\\u0000");

  @Provide
  Arbitrary<String> mutilated() {
    return Combinators.combine(
            Arbitraries.of(documents()),
            Arbitraries.integers().between(0, 2_000),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(PIECES))
        .as(
            (text, place, length, piece) -> {
              int from = Math.min(place, text.length());
              int to = Math.min(from + length, text.length());
              return text.substring(0, from) + piece + text.substring(to);
            });
  }

  private static List<String> documents() {
    List<String> documents = new ArrayList<>();
    for (String folder :
        List.of(
            "../experiments",
            "../docs/examples",
            "src/test/resources/corpus/experiment",
            "src/test/resources/corpus/fleet")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.sorted().toList()) {
          if (!file.toString().endsWith(".txt") && Files.size(file) < 10_000) {
            documents.add(Files.readString(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return documents;
  }

  @Property(tries = 1_500)
  void anExperimentIsReadOrRefused(@ForAll("mutilated") String text) {
    check(text, ExperimentDocuments::parse);
  }

  @Property(tries = 1_500)
  void aFleetIsReadOrRefused(@ForAll("mutilated") String text) {
    check(text, FleetDocuments::parse);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll String text) {
    check(text, ExperimentDocuments::parse);
  }

  private static void check(String text, Parser parser) {
    try {
      assertThat(parser.parse(text)).isNotNull();
    } catch (InvalidDocumentException e) {
      assertThat(e.violations())
          .isNotEmpty()
          .allSatisfy(
              violation -> {
                assertThat(violation.line()).isPresent();
                assertThat(violation.line().orElse(0)).isBetween(1, 2 + (int) text.lines().count());
                assertThat(violation.toString()).hasSizeLessThan(600).doesNotContain("\n");
              });
    }
  }

  /** Either parser. */
  private interface Parser {
    Object parse(String text) throws InvalidDocumentException;
  }
}
