package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file of the folder {@code corpus} that is not a {@code .txt} is refused, with exactly the
 * messages that the {@code .txt} of the same name holds.
 */
class BadDocumentsTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  @TestFactory
  Stream<DynamicTest> everyBadExperimentIsRefusedInTheWordsOfItsFile() throws IOException {
    return cases("experiment", 40, ExperimentDocuments::parse);
  }

  @TestFactory
  Stream<DynamicTest> everyBadFleetIsRefusedInTheWordsOfItsFile() throws IOException {
    return cases("fleet", 15, FleetDocuments::parse);
  }

  @TestFactory
  Stream<DynamicTest> everyFileOfTheCorpusIsUsed() throws IOException {
    return Stream.of("experiment", "fleet")
        .flatMap(folder -> files(folder).stream())
        .filter(file -> file.toString().endsWith(".txt"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(),
                    () ->
                        assertThat(Stream.of(".yaml", ".json").map(end -> input(file, end)))
                            .as("an input for these messages")
                            .anyMatch(Files::exists)));
  }

  private static Path input(Path expected, String ending) {
    return expected.resolveSibling(
        expected.getFileName().toString().replaceFirst("\\.txt$", ending));
  }

  private static Stream<DynamicTest> cases(String folder, int least, Parser parser)
      throws IOException {
    List<Path> inputs =
        files(folder).stream().filter(file -> !file.toString().endsWith(".txt")).toList();
    assertThat(inputs).hasSizeGreaterThanOrEqualTo(least);
    return inputs.stream()
        .map(input -> DynamicTest.dynamicTest(input.toString(), () -> check(input, parser)));
  }

  private static void check(Path input, Parser parser) throws IOException {
    String text = Files.readString(input);
    ThrowingCallable parsing = () -> parser.parse(text);
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, parsing);
    Path expected =
        input.resolveSibling(
            input.getFileName().toString().replaceFirst("\\.(yaml|json)$", ".txt"));
    assertThat(refused.getMessage() + "\n").isEqualTo(Files.readString(expected));
  }

  private static List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Either parser. */
  private interface Parser {
    Object parse(String text) throws InvalidDocumentException;
  }
}
