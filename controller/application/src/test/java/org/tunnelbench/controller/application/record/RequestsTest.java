package org.tunnelbench.controller.application.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.KafkaException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private final Requests requests = new Requests();

  private AbstractThrowableAssert<?, ?> failingWith(RuntimeException cause) {
    requests.bell(() -> requests.next().orElseThrow().answer().completeExceptionally(cause));
    return assertThatThrownBy(() -> requests.cancel(Replica.ID));
  }

  @Test
  void tellsWhatKafkaSaid() {
    failingWith(new KafkaException("the disk is full"))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo("Kafka could not be written: the disk is full"));
  }

  @Test
  void doesNotBlameKafkaForAFaultOfTheController() {
    IllegalStateException fault = new IllegalStateException("trial is open without a series");
    failingWith(fault).isNotInstanceOf(UnavailableException.class).hasCause(fault);
  }
}
