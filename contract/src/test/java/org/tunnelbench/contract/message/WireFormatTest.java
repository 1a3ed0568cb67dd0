package org.tunnelbench.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tunnelbench.contract.Json;

/**
 * The wire does not change unnoticed: each kind of message is written as its file in {@code
 * messages} says, and read back from it.
 */
class WireFormatTest {
  private static final Path FOLDER = Path.of("src/test/resources/messages");

  private static final Path EARLIER = Path.of("src/test/resources/earlier-messages");

  /** Fields whose entries are not ours to name. */
  private static final Set<String> MAPS = Set.of("labels", "tools", "cryptoDrivers", "counters");

  @Test
  void everyKindHasAnExampleAndAFileAndNoFileIsLeftOver() throws IOException {
    Set<String> kinds = Messages.TYPES.stream().map(MessageType::name).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(kinds.stream().map(kind -> kind + ".json").toList());
    }
    assertThat(MessageExamples.all().keySet()).isEqualTo(kinds);
  }

  @TestFactory
  Stream<DynamicTest> isWrittenAsItsFileSays() {
    return forEach(
        (kind, message) ->
            assertThat(read(Messages.CODEC.encode(message))).isEqualTo(read(golden(kind))));
  }

  @TestFactory
  Stream<DynamicTest> isReadFromItsFile() {
    return forEach((kind, message) -> assertThat(decode(golden(kind))).isEqualTo(message));
  }

  @TestFactory
  Stream<DynamicTest> unknownFieldsOfANewerWriterAreIgnored() {
    return forEach(
        (kind, message) -> {
          JsonNode newer = read(golden(kind));
          addUnknownFields(newer);
          assertThat(decode(bytes(newer))).isEqualTo(message);
        });
  }

  /** Topics keep what earlier versions wrote. */
  @Test
  void whatEarlierVersionsWroteIsStillRead() throws Exception {
    List<Object> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(EARLIER)) {
      for (Path file : files.sorted().toList()) {
        read.add(Messages.CODEC.decode(Files.readAllBytes(file)));
      }
    }
    assertThat(read)
        .hasExactlyElementsOfTypes(
            ProbeCommand.StartReceiver.class,
            ProbeCommand.StartSender.class,
            Report.TrafficEnded.class,
            TrafficSample.class);
  }

  @TestFactory
  Stream<DynamicTest> anotherMajorVersionIsRefused() {
    return forEach(
        (kind, message) -> {
          ObjectNode newer = (ObjectNode) read(golden(kind));
          newer.put("version", 2);
          assertThatThrownBy(() -> Messages.CODEC.decode(bytes(newer)))
              .isInstanceOf(UnreadableMessageException.class)
              .hasMessage(
                  "message type '%s' has version 2, and this reader knows 1".formatted(kind));
        });
  }

  @TestFactory
  Stream<DynamicTest> amputatedBodiesAreRefused() {
    return forEach(
        (kind, message) -> {
          ObjectNode amputated = (ObjectNode) read(golden(kind));
          amputated.set("body", Json.MAPPER.createObjectNode());
          assertThatThrownBy(() -> Messages.CODEC.decode(bytes(amputated)))
              .isInstanceOf(UnreadableMessageException.class);
        });
  }

  @Test
  void unknownKindsAreRefused() {
    assertThatThrownBy(
            () ->
                Messages.CODEC.decode(
                    "{\"type\":\"explode\",\"version\":1,\"body\":{}}"
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage("unknown message type 'explode'");
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoMessageIsRefused() {
    return Stream.of("", "[]", "42", "null", "{", "{\"type\":\"take-down\",\"version\":1}")
        .map(
            text ->
                DynamicTest.dynamicTest(
                    "'" + text + "'",
                    () ->
                        assertThatThrownBy(
                                () -> Messages.CODEC.decode(text.getBytes(StandardCharsets.UTF_8)))
                            .isInstanceOf(UnreadableMessageException.class)));
  }

  @Test
  void whatIsNoKindOfMessageIsNotWritten() {
    assertThatThrownBy(() -> Messages.CODEC.encode("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no message type for String");
  }

  private static Stream<DynamicTest> forEach(BiConsumer<String, Object> check) {
    return MessageExamples.all().entrySet().stream()
        .map(
            (Map.Entry<String, Object> example) ->
                DynamicTest.dynamicTest(
                    example.getKey(), () -> check.accept(example.getKey(), example.getValue())));
  }

  private static void addUnknownFields(JsonNode node) {
    node.properties().stream()
        .filter(field -> !MAPS.contains(field.getKey()))
        .forEach(field -> addUnknownFields(field.getValue()));
    if (node instanceof ObjectNode object) {
      object.putObject("fromTheFuture").put("seconds", 1);
    }
  }

  private static byte[] golden(String kind) {
    try {
      return Files.readAllBytes(FOLDER.resolve(kind + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Object decode(byte[] message) {
    try {
      return Messages.CODEC.decode(message);
    } catch (UnreadableMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(byte[] json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
