package org.tunnelbench.testbroker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.access.KafkaUser;

/**
 * One broker for the Quarkus tests of a run. The application comes to it as a user with the least
 * privileges of its part; the tests themselves by {@value #OF_TESTS}, and may do everything.
 */
public abstract class SecuredBrokerResource implements QuarkusTestResourceLifecycleManager {
  /** The property that holds the address of the tests' own door. */
  public static final String OF_TESTS = "tests.bootstrap.servers";

  private final KafkaUser user;
  private Optional<SecuredBroker> broker = Optional.empty();

  protected SecuredBrokerResource(KafkaUser user) {
    this.user = user;
  }

  @Override
  public final Map<String, String> start() {
    SecuredBroker started = SecuredBroker.start(List.of(user));
    broker = Optional.of(started);
    Map<String, String> settings = new HashMap<>();
    started.client(user).forEach((key, value) -> settings.put("kafka." + key, value));
    settings.put(OF_TESTS, started.broker().bootstrapServers());
    settings.put("quarkus.log.category.\"kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
    settings.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
    return settings;
  }

  @Override
  public final void inject(TestInjector injector) {
    broker.ifPresent(
        running ->
            injector.injectIntoFields(
                running.broker(), new TestInjector.MatchesType(TestBroker.class)));
  }

  @Override
  public final void stop() {
    broker.ifPresent(SecuredBroker::close);
    broker = Optional.empty();
  }
}
