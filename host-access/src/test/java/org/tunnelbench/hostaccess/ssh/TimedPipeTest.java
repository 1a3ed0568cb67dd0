package org.tunnelbench.hostaccess.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimedPipeTest {
  private final TimedPipe pipe = new TimedPipe();

  @Test
  void moreBytesThanItHoldsPassInOrder() throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(7).nextBytes(bytes);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (OutputStream sink = pipe.sink()) {
                    sink.write(bytes, 0, 5);
                    sink.write(bytes, 5, bytes.length - 5);
                  } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                  }
                });

    assertThat(pipe.source().readAllBytes()).isEqualTo(bytes);
    writer.join();
  }

  @Test
  void aReaderWaitsNoLongerThanItWants() throws Exception {
    pipe.limitReading(Duration.ofMillis(20));

    assertThatThrownBy(() -> pipe.source().read()).isInstanceOf(SocketTimeoutException.class);

    pipe.sink().write('x');
    assertThat(pipe.source().read()).isEqualTo('x');
  }

  @Test
  void whatWasWrittenBeforeTheEndIsReadAndNothingIsWrittenAfterIt() throws Exception {
    pipe.sink().write(new byte[] {1, -1});
    pipe.end();

    assertThat(pipe.source().readAllBytes()).containsExactly(1, -1);
    assertThatThrownBy(() -> pipe.sink().write(2)).isInstanceOf(IOException.class);
  }
}
