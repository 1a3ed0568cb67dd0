package org.tunnelbench.hostagent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.hostagent.model.Examples;

class OutboxTest {
  @TempDir private Path folder = Path.of("");

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("outbox.jsonl");
  }

  @Test
  void whatWaitsIsThereForTheNextAgentInItsOrder() throws Exception {
    Outbox outbox = new Outbox(file);
    Outbox.Waiting first = outbox.keep(report(1));
    outbox.keep(report(2));
    outbox.keep(report(3));
    outbox.sent(first);

    assertThat(outbox.waiting())
        .extracting(Outbox.Waiting::report)
        .containsExactly(report(2), report(3));
    // What was acknowledged a moment ago may come back, and what was not has to.
    assertThat(new Outbox(file).waiting())
        .extracting(Outbox.Waiting::report)
        .containsExactly(report(1), report(2), report(3));
  }

  @Test
  void nothingWaitsOnceAllIsAcknowledged() throws Exception {
    Outbox outbox = new Outbox(file);
    Outbox.Waiting only = outbox.keep(report(1));
    assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
    outbox.sent(only);

    assertThat(new Outbox(file).waiting()).isEmpty();
    assertThat(outbox.keep(report(2)).number()).isGreaterThan(only.number());
  }

  @Test
  void aLineThatACrashCutShortIsPassedOver() throws Exception {
    new Outbox(file).keep(report(1));
    Files.writeString(file, "{\"number\":1,\"repo", StandardOpenOption.APPEND);

    Outbox outbox = new Outbox(file);
    outbox.keep(report(2));

    assertThat(new Outbox(file).waiting())
        .extracting(Outbox.Waiting::report)
        .containsExactly(report(1), report(2));
  }

  @Test
  void aCharacterThatACrashCutInTwoKeepsNobodyFromStarting() throws Exception {
    new Outbox(file).keep(report(1));
    byte[] cut = {'{', '"', (byte) 0xe2, (byte) 0x80};
    Files.write(file, cut, StandardOpenOption.APPEND);

    assertThat(new Outbox(file).waiting())
        .extracting(Outbox.Waiting::report)
        .containsExactly(report(1));
  }

  @Test
  void noMoreThanTheBoundWait() throws Exception {
    Outbox outbox = new Outbox(file, 2);
    Outbox.Waiting first = outbox.keep(report(1));
    outbox.keep(report(2));

    assertThatThrownBy(() -> outbox.keep(report(3)))
        .isInstanceOf(OutboxFullException.class)
        .hasMessageContaining("2 reports wait for Kafka");
    outbox.sent(first);
    outbox.keep(report(3));
    assertThat(outbox.waiting()).hasSize(2);
  }

  @Test
  void theFileIsBoundedWhileOneReportIsNotAcknowledged() throws Exception {
    Outbox outbox = new Outbox(file, 2);
    outbox.keep(report(0));
    for (int place = 1; place < 50; place++) {
      outbox.sent(outbox.keep(report(place)));
    }

    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(2 * Outbox.LINES_PER_REPORT);
    assertThat(new Outbox(file).waiting()).extracting(Outbox.Waiting::report).contains(report(0));
  }

  @Test
  void whatCannotBeWrittenDoesNotWait() throws Exception {
    Outbox outbox = new Outbox(folder.resolve("absent").resolve("outbox.jsonl"));

    assertThatThrownBy(() -> outbox.keep(report(1))).isInstanceOf(IOException.class);
    assertThat(outbox.waiting()).isEmpty();
  }

  private static Report report(int place) {
    return new Report.EndpointReady(Examples.attempt(place, 1), Examples.HOST, 1300, 2);
  }
}
