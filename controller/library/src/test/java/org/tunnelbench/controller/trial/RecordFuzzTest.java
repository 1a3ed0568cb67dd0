package org.tunnelbench.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.UnreadableMessageException;

/**
 * Whatever stands in a field of a record, it is a record or is refused as none: a controller never
 * stumbles over its own topics. That bytes are JSON at all is looked at with the messages.
 */
class RecordFuzzTest {
  private static final int RECORDS =
      "all".equals(System.getProperty("tunnelbench.tests")) ? 10_000 : 2_000;

  /** A seed to repeat a run with. */
  private static final String SEED = "tunnelbench.seed";

  private static final int MOST_CHANGES = 3;

  /** Ends of values, other types, numbers past every bound. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "[[]]",
          "{\"a\":1}",
          "\"\"",
          "\"\\u0000\"",
          "\"x\"",
          "0",
          "-1",
          "2147483648",
          "9223372036854775807",
          "1e300",
          "0.5",
          "true",
          "\"2026-01-02T03:04:05Z\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"PT-1S\"");

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void readsOrRefusesWhateverStandsInIt() throws IOException {
    long first = Long.getLong(SEED, new Random().nextInt());
    System.out.printf("%d malformed records from seed %d%n", RECORDS, first);
    List<byte[]> whole = RecordExamples.all().values().stream().map(Records.CODEC::encode).toList();
    int refused = 0;
    for (long seed = first; seed < first + RECORDS; seed++) {
      byte[] record = spoil(whole.get((int) Math.floorMod(seed, (long) whole.size())), seed);
      try {
        Records.CODEC.encode(Records.CODEC.decode(record));
      } catch (UnreadableMessageException expected) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "the record of seed %d: %s".formatted(seed, new String(record, StandardCharsets.UTF_8)),
            e);
      }
    }
    assertThat(refused).isBetween(RECORDS / 4, RECORDS - 1);
  }

  private static byte[] spoil(byte[] record, long seed) throws IOException {
    Random random = new Random(seed);
    JsonNode root = Json.MAPPER.readTree(record);
    for (int change = 1 + random.nextInt(MOST_CHANGES); change > 0; change--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root.get("body"), containers);
      if (!containers.isEmpty()) {
        spoil(containers.get(random.nextInt(containers.size())), random);
      }
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(inner -> collect(inner, containers));
    }
  }

  /** Another value for one that it holds, or none. */
  private static void spoil(JsonNode container, Random random) throws IOException {
    int place = random.nextInt(container.size());
    JsonNode value = Json.MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    switch (container) {
      case ObjectNode object -> {
        String field = object.properties().stream().skip(place).findFirst().orElseThrow().getKey();
        if (random.nextInt(VALUES.size()) == 0) {
          object.remove(field);
        } else {
          object.set(field, value);
        }
      }
      case ArrayNode array -> array.set(place, value);
      default -> throw new AssertionError("no container: " + container);
    }
  }
}
