package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.secret.SecretSealing;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ManualLoop;
import org.tunnelbench.hostagent.model.ModelHost;
import org.tunnelbench.hostagent.model.Said;

class ClosingTest {
  @TempDir Path state;

  private final List<HostEntry> hosts = List.of(entry("one"), entry("two"), entry("three"));
  private final CountDownLatch closing = new CountDownLatch(hosts.size());
  private final AtomicInteger met = new AtomicInteger();

  private static HostEntry entry(String name) {
    HostEntry like = Examples.entry();
    return new HostEntry(
        new HostName(name),
        like.kind(),
        like.underlay(),
        like.ssh(),
        like.namespace(),
        like.labels());
  }

  /** Each line of work ends only once all are told to. */
  @Test
  void noHostIsWaitedForBeforeTheOthersAreToldToEnd() throws Exception {
    EndpointService service =
        new EndpointService(
            hosts,
            entry -> new ModelHost(Examples.HOST, Examples.UNDERLAY),
            name -> new Waiting(),
            state,
            AgentKeys.of(SecretSealing.newKeyPair()),
            AllowList.EVERYTHING,
            new Said(),
            () -> Instant.EPOCH);

    service.close();

    assertThat(met).hasValue(hosts.size());
  }

  private final class Waiting implements HostLoop {
    private final HostLoop loop = new ManualLoop();

    @Override
    public void post(Task task) {
      loop.post(task);
    }

    @Override
    public CompletableFuture<Void> submit(Task task) {
      return loop.submit(task);
    }

    @Override
    public Timer after(Duration time, Task task) {
      return loop.after(time, task);
    }

    @Override
    public long nanoTime() {
      return loop.nanoTime();
    }

    @Override
    public void close() {
      closing.countDown();
      try {
        if (closing.await(10, TimeUnit.SECONDS)) {
          met.incrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      loop.close();
    }
  }
}
