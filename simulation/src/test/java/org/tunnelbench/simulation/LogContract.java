package org.tunnelbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the fleet relies on, of the log in memory and of Kafka alike. */
abstract class LogContract {
  private static final int ALL = 1_000;

  private String topic = "";
  private String other = "";
  private String name = "";

  /** One log may serve all tests. */
  @BeforeEach
  void chooseNames() {
    topic = "topic-" + UUID.randomUUID();
    other = "other-" + UUID.randomUUID();
    name = "name-" + UUID.randomUUID();
  }

  /** A log that has these topics. */
  abstract Log log(String... topics);

  private Log.Write write(String key, String value) {
    return new Log.Write(topic, key, Optional.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> values(Log log) {
    return log.read(topic, 0, ALL).stream()
        .map(record -> new String(record.value().orElseThrow(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void keepsRecordsInTheOrderInWhichTheyWereWritten() {
    Log log = log(topic);
    assertThat(log.end(topic)).isZero();
    long first = log.append(write("a", "1"));
    long second = log.append(write("b", "2"));
    assertThat(second).isGreaterThan(first);
    assertThat(log.read(topic, 0, ALL))
        .extracting(Log.Stored::offset, Log.Stored::key)
        .containsExactly(tuple(first, "a"), tuple(second, "b"));
    assertThat(log.end(topic)).isGreaterThan(second);
    assertThat(values(log)).containsExactly("1", "2");
  }

  @Test
  void readsFromWhereItIsAsked() {
    Log log = log(topic);
    log.append(write("a", "1"));
    long second = log.append(write("a", "2"));
    log.append(write("a", "3"));
    assertThat(log.read(topic, second, 1)).extracting(Log.Stored::offset).containsExactly(second);
    assertThat(log.read(topic, log.end(topic), ALL)).isEmpty();
  }

  @Test
  void keepsThatAKeyIsToBeForgotten() {
    Log log = log(topic);
    log.append(new Log.Write(topic, "a", Optional.empty()));
    assertThat(log.read(topic, 0, ALL))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEmpty());
  }

  @Test
  void writesATransactionAsAWhole() throws Exception {
    Log log = log(topic, other);
    Log.Writer writer = log.writer(name);
    writer.commit(
        List.of(
            write("a", "1"),
            new Log.Write(other, "b", Optional.of(new byte[] {1})),
            write("c", "3")));
    writer.commit(List.of(write("d", "4")));
    assertThat(values(log)).containsExactly("1", "3", "4");
    assertThat(log.read(other, 0, ALL)).hasSize(1);
    assertThat(log.read(topic, 0, ALL))
        .extracting(Log.Stored::offset)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(log.end(topic)).isGreaterThan(log.read(topic, 0, ALL).getLast().offset());
  }

  @Test
  void fencesWhoeverWasTheWriterBefore() throws Exception {
    Log log = log(topic);
    Log.Writer before = log.writer(name);
    before.commit(List.of(write("a", "before")));
    Log.Writer now = log.writer(name);
    assertThatThrownBy(() -> before.commit(List.of(write("a", "too late"))))
        .isInstanceOf(Log.FencedException.class);
    now.commit(List.of(write("a", "now")));
    assertThatThrownBy(() -> before.commit(List.of(write("a", "still too late"))))
        .isInstanceOf(Log.FencedException.class);
    assertThat(values(log)).containsExactly("before", "now");
  }

  @Test
  void writersOfOtherNamesAreNotFenced() throws Exception {
    Log log = log(topic);
    Log.Writer one = log.writer(name);
    log.writer(name + "-other").commit(List.of(write("a", "other")));
    one.commit(List.of(write("a", "one")));
    assertThat(values(log)).containsExactly("other", "one");
  }

  @Test
  void remembersHowFarAGroupHasRead() {
    Log log = log(topic);
    log.append(write("a", "1"));
    assertThat(log.committed(name, topic)).isEmpty();
    log.commit(name, topic, 1);
    assertThat(log.committed(name, topic)).hasValue(1);
    assertThat(log.committed(name + "-other", topic)).isEmpty();
  }
}
