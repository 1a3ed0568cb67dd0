package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.UnreadableMessageException;

/**
 * What the controller remembers does not change unnoticed: each record is written as its file in
 * {@code records} says, and read back from it, and what earlier versions wrote is read for ever.
 */
class RecordWireTest {
  private static final Path FOLDER = Path.of("src/test/resources/records");
  private static final Path EARLIER = Path.of("src/test/resources/earlier-records");

  @Test
  void everyRecordHasAFileAndNoFileIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(RecordWireTest::name).collect(Collectors.toSet()))
          .isEqualTo(RecordExamples.all().keySet());
    }
  }

  @TestFactory
  Stream<DynamicTest> isWrittenAsItsFileSays() {
    return forEach(
        (name, record) ->
            assertThat(tree(Records.CODEC.encode(record))).isEqualTo(tree(file(name))));
  }

  @TestFactory
  Stream<DynamicTest> isReadFromItsFile() {
    return forEach((name, record) -> assertThat(decode(file(name))).isEqualTo(record));
  }

  @TestFactory
  Stream<DynamicTest> fieldsOfANewerWriterAreIgnored() {
    return forEach(
        (name, record) -> {
          JsonNode newer = tree(file(name));
          addUnknownFields(newer);
          byte[] bytes = newer.toString().getBytes(StandardCharsets.UTF_8);
          assertThat(decode(bytes)).isEqualTo(record);
        });
  }

  /** Compacted topics keep it for ever. */
  @Test
  void whatEarlierVersionsWroteIsRead() throws IOException {
    try (Stream<Path> files = Files.list(EARLIER)) {
      assertThat(
              files
                  .sorted()
                  .map(RecordWireTest::read)
                  .map(RecordWireTest::decode)
                  .map(record -> ((TrialRecord) record).state())
                  .toList())
          .hasExactlyElementsOfTypes(Ended.class, SettingUp.class);
    }
  }

  private interface Check {
    void of(String name, Object record);
  }

  private static Stream<DynamicTest> forEach(Check check) {
    return RecordExamples.all().entrySet().stream()
        .map(
            (Map.Entry<String, Object> example) ->
                DynamicTest.dynamicTest(
                    example.getKey(), () -> check.of(example.getKey(), example.getValue())));
  }

  private static void addUnknownFields(JsonNode node) {
    node.forEach(RecordWireTest::addUnknownFields);
    if (node instanceof ObjectNode object && !isMap(object)) {
      object.putObject("fromTheFuture").put("seconds", 1);
    }
  }

  /** Whether its fields are names of hosts, tools and the like, and not those of a record. */
  private static boolean isMap(ObjectNode object) {
    return object.isEmpty() || object.has("alpha") || object.has("ip");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private static byte[] file(String name) {
    return read(FOLDER.resolve(name + ".json"));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Object decode(byte[] record) {
    try {
      return Records.CODEC.decode(record);
    } catch (UnreadableMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
