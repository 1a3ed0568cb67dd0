package org.tunnelbench.controller.application.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.tunnelbench.contract.message.Topic;

/**
 * A message that could not be read.
 *
 * @param reason why, in words
 */
record DeadLetter(ConsumerRecord<String, byte[]> message, String reason) {
  /** As agents and probes write theirs: SmallRye's {@code dead-letter-queue}. */
  ProducerRecord<String, byte[]> toWrite() {
    return new ProducerRecord<>(
        Topic.DEAD_LETTERS.name(),
        null,
        message.key(),
        message.value(),
        List.of(
            header("topic", message.topic()),
            header("partition", Integer.toString(message.partition())),
            header("offset", Long.toString(message.offset())),
            header("reason", reason)));
  }

  private static Header header(String name, String value) {
    return new RecordHeader("dead-letter-" + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
