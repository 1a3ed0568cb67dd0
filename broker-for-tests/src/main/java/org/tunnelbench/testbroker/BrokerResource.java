package org.tunnelbench.testbroker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Optional;

/** One broker for the Quarkus tests of a run; {@code kafka.bootstrap.servers} names it. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  private Optional<TestBroker> broker = Optional.empty();

  @Override
  public Map<String, String> start() {
    TestBroker started = TestBroker.start();
    broker = Optional.of(started);
    return Map.of(
        "kafka.bootstrap.servers",
        started.bootstrapServers(),
        "quarkus.log.category.\"kafka\".level",
        "WARN",
        "quarkus.log.category.\"org.apache.kafka\".level",
        "WARN",
        "quarkus.log.category.\"state.change.logger\".level",
        "WARN");
  }

  @Override
  public void stop() {
    broker.ifPresent(TestBroker::close);
    broker = Optional.empty();
  }
}
