package org.tunnelbench.cli.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tunnelbench.cli.FailedException;

/** Hears an iperf3 say that it listens. */
final class Listening implements Consumer<String> {
  private final CountDownLatch heard = new CountDownLatch(1);

  @Override
  public void accept(String line) {
    if (line.startsWith("Server listening")) {
      heard.countDown();
    }
  }

  void await(Duration longest) throws InterruptedException, FailedException {
    if (!heard.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new FailedException("iperf3 did not listen within " + longest.toSeconds() + " s");
    }
  }
}
