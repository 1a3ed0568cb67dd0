package org.tunnelbench.testbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.tunnelbench.contract.access.Grant;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.access.Operation;
import org.tunnelbench.contract.access.Resource;

/**
 * A broker that lets its users do what their grants say and nothing else: TLS, SASL/SCRAM and
 * Kafka's own authorizer. The test itself comes by another door, {@link TestBroker#bootstrapServers
 * broker().bootstrapServers()}, and may do everything.
 */
public final class SecuredBroker implements AutoCloseable {
  /**
   * What SCRAM adds to the whole JVM, once and under these names: a later broker whose classes are
   * of another class loader would get what this one added, and could not talk to it.
   */
  private static final List<String> PROVIDERS =
      List.of("SASL/SCRAM Server Provider", "SASL/SCRAM Client Provider");

  /** How long the broker may take to know of grants that it has acknowledged. */
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

  private final BrokerSecurity security;
  private final TestBroker broker;

  private SecuredBroker(BrokerSecurity security, TestBroker broker) {
    this.security = security;
    this.broker = broker;
  }

  /** A broker that runs, and whose users' grants are in force, when this returns. */
  public static SecuredBroker start(List<KafkaUser> users) {
    try {
      Path folder = TestBroker.newFolder();
      BrokerSecurity security =
          BrokerSecurity.make(folder, users.stream().map(KafkaUser::name).toList());
      TestBroker broker = TestBroker.start(folder, Optional.of(security));
      grant(broker, users.stream().flatMap(user -> bindings(user).stream()).toList());
      return new SecuredBroker(security, broker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | ExecutionException e) {
      throw new IllegalStateException("the broker could not be secured", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void grant(TestBroker broker, Collection<AclBinding> bindings)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createAcls(bindings).all().get();
      long giveUp = System.nanoTime() + LONGEST_SPREAD.toNanos();
      Set<AclBinding> missing = new HashSet<>(bindings);
      while (!missing.isEmpty()) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException("not in force within " + LONGEST_SPREAD + ": " + missing);
        }
        missing.removeAll(admin.describeAcls(AclBindingFilter.ANY).values().get());
      }
    }
  }

  private static List<AclBinding> bindings(KafkaUser user) {
    return user.grants().stream()
        .flatMap(
            grant -> grant.operations().stream().map(operation -> binding(user, grant, operation)))
        .toList();
  }

  private static AclBinding binding(KafkaUser user, Grant grant, Operation operation) {
    Resource resource = grant.resource();
    return new AclBinding(
        new ResourcePattern(
            switch (resource.kind()) {
              case TOPIC -> ResourceType.TOPIC;
              case GROUP -> ResourceType.GROUP;
              case TRANSACTIONAL_ID -> ResourceType.TRANSACTIONAL_ID;
            },
            resource.name(),
            resource.prefix() ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + user.name(),
            "*",
            AclOperation.valueOf(operation.name()),
            AclPermissionType.ALLOW));
  }

  /** The broker itself. */
  public TestBroker broker() {
    return broker;
  }

  /** What a Kafka client of this user is configured with. */
  public Map<String, String> client(KafkaUser user) {
    return security.client(user.name());
  }

  /** What a Kafka client is configured with that says it was this user and does not know how. */
  public Map<String, String> impostor(KafkaUser user) {
    return security.client(user.name(), "guessed");
  }

  @Override
  public void close() {
    broker.close();
    PROVIDERS.forEach(Security::removeProvider);
  }
}
