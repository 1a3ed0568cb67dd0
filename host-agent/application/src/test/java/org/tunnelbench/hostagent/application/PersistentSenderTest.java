package org.tunnelbench.hostagent.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.hostagent.service.Backoff;

class PersistentSenderTest {
  /** More than an hour of tries a second apart. */
  private static final int REFUSALS = 4_000;

  private static final Topic TOPIC = Topic.facts(new HostName("alpha"));

  private static final Backoff AT_ONCE = new Backoff(Duration.ZERO, Duration.ZERO);

  /** A channel to a broker that refuses for a while, half of the time because too much waits. */
  private static final class Refusing implements Emitter<byte[]> {
    private final AtomicInteger tries = new AtomicInteger();
    private final boolean closed;

    Refusing(boolean closed) {
      this.closed = closed;
    }

    @Override
    public CompletionStage<Void> send(byte[] payload) {
      throw new UnsupportedOperationException("the agent sends messages with a key");
    }

    @Override
    public <M extends Message<? extends byte[]>> void send(M message) {
      int nth = tries.incrementAndGet();
      if (nth > REFUSALS) {
        message.ack().toCompletableFuture().join();
      } else if (nth % 2 == 0) {
        throw new IllegalStateException("too much waits");
      } else {
        message.nack(new IllegalStateException("no broker")).toCompletableFuture().join();
      }
    }

    @Override
    public void complete() {}

    @Override
    public void error(Exception failure) {}

    @Override
    public boolean isCancelled() {
      return closed;
    }

    @Override
    public boolean hasRequests() {
      return true;
    }
  }

  @Test
  void aMessageIsKeptHoweverLongKafkaIsAway() {
    Refusing channel = new Refusing(false);

    assertThat(
            new PersistentSender(channel, AT_ONCE)
                .send(TOPIC, "key", new byte[] {1}, () -> true)
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES))
        .succeedsWithin(Duration.ofMinutes(1));
    assertThat(channel.tries).hasValue(REFUSALS + 1);
  }

  @Test
  void whatIsNoLongerWantedIsNotSentAgain() {
    Refusing channel = new Refusing(false);

    assertThat(
            new PersistentSender(channel, AT_ONCE).send(TOPIC, "key", new byte[] {1}, () -> false))
        .succeedsWithin(Duration.ofMinutes(1));
    assertThat(channel.tries).hasValue(1);
  }

  @Test
  void aChannelThatIsClosedIsNotTriedAgain() {
    assertThat(
            new PersistentSender(new Refusing(true), AT_ONCE)
                .send(TOPIC, "key", new byte[] {1}, () -> true))
        .failsWithin(Duration.ofMinutes(1));
  }

  @Test
  void pausesGrowToABound() {
    Backoff pause = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
    for (int tries = 0; tries < 10; tries++) {
      pause = pause.next();
    }

    assertThat(pause.pause()).isEqualTo(Duration.ofSeconds(5));
  }
}
