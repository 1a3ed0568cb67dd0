package org.tunnelbench.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes is a message or is refused as none: a reader never stumbles. */
class MessageFuzzTest {
  private static final int MESSAGES =
      "all".equals(System.getProperty("tunnelbench.tests")) ? 10_000 : 2_000;

  /** A seed to repeat a run with. */
  private static final String SEED = "tunnelbench.seed";

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void readsOrRefusesWhateverComes() {
    long first = Long.getLong(SEED, new Random().nextInt());
    System.out.printf("%d malformed messages from seed %d%n", MESSAGES, first);
    List<byte[]> whole =
        MessageExamples.all().values().stream().map(Messages.CODEC::encode).toList();
    int refused = 0;
    for (long seed = first; seed < first + MESSAGES; seed++) {
      byte[] message =
          new Mangler(seed).mangle(whole.get((int) Math.floorMod(seed, (long) whole.size())));
      try {
        Messages.CODEC.encode(Messages.CODEC.decode(message));
      } catch (UnreadableMessageException expected) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("the message of seed %d: %s".formatted(seed, e), e);
      }
    }
    assertThat(refused).isBetween(MESSAGES / 2, MESSAGES - 1);
  }
}
