package org.tunnelbench.throughputprobe.application;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.testbroker.TestBroker;

/** A broker that the tests can stop and start again. */
public final class SuspendableBroker implements QuarkusTestResourceLifecycleManager {
  private Optional<TestBroker> broker = Optional.empty();

  @Override
  public Map<String, String> start() {
    TestBroker started = TestBroker.start();
    broker = Optional.of(started);
    return Map.of("kafka.bootstrap.servers", started.bootstrapServers());
  }

  @Override
  public void inject(TestInjector injector) {
    broker.ifPresent(
        running ->
            injector.injectIntoFields(running, new TestInjector.MatchesType(TestBroker.class)));
  }

  @Override
  public void stop() {
    broker.ifPresent(TestBroker::close);
    broker = Optional.empty();
  }
}
