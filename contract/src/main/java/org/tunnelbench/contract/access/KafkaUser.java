package org.tunnelbench.contract.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;

/**
 * A user of Kafka with what a part needs and nothing else. Whoever may read or write may also see
 * that the resource is there, so that this is not given apart.
 *
 * @param name of the principal, after {@code User:}
 */
public record KafkaUser(String name, List<Grant> grants) {
  /** Every replica of the controller. */
  private static final String CONTROLLER = "controller";

  private static final String VIEWER = "viewer";

  public KafkaUser {
    grants = List.copyOf(grants);
  }

  /**
   * The controllers: they make the topics, command every host and keep the record, of which the
   * samples of what is imported are a part; they say nothing in the place of agents and probes.
   */
  public static KafkaUser controller() {
    return new KafkaUser(
        CONTROLLER,
        Stream.of(
                Stream.of(
                    Grant.of(
                        Resource.topics(Topic.PREFIX),
                        Operation.CREATE,
                        Operation.DESCRIBE_CONFIGS)),
                Stream.of(Topic.EXPERIMENTS, Topic.TRIALS, Topic.REQUESTS, Topic.SAMPLES)
                    .map(topic -> Grant.of(Resource.topic(topic), Operation.READ, Operation.WRITE)),
                Stream.of(
                    Grant.of(Resource.topics(Topic.FACTS_PREFIX), Operation.READ),
                    Grant.of(Resource.topics(Topic.REPORTS_PREFIX), Operation.READ),
                    Grant.of(Resource.topics(Topic.COMMANDS_PREFIX), Operation.WRITE),
                    Grant.of(Resource.topics(Topic.PROBE_COMMANDS_PREFIX), Operation.WRITE),
                    Grant.of(Resource.topic(Topic.DEAD_LETTERS), Operation.WRITE),
                    Grant.of(Resource.group(ClientNames.CONTROLLERS), Operation.READ),
                    Grant.of(Resource.transactionalId(ClientNames.ORCHESTRATOR), Operation.WRITE)))
            .flatMap(grants -> grants)
            .toList());
  }

  /** The agent of these hosts. */
  public static KafkaUser agent(List<HostName> hosts) {
    HostName first = first(hosts);
    List<Grant> grants = new ArrayList<>();
    for (HostName host : hosts) {
      grants.add(Grant.of(Resource.topic(Topic.commands(host)), Operation.READ));
      grants.add(Grant.of(Resource.topic(Topic.facts(host)), Operation.WRITE));
      grants.add(Grant.of(Resource.topic(Topic.reports(host)), Operation.WRITE));
    }
    grants.add(Grant.of(Resource.topic(Topic.DEAD_LETTERS), Operation.WRITE));
    grants.add(Grant.of(Resource.group(ClientNames.agent(first)), Operation.READ));
    return new KafkaUser("host-agent-" + first, grants);
  }

  /** The probe of these hosts. */
  public static KafkaUser probe(List<HostName> hosts) {
    HostName first = first(hosts);
    List<Grant> grants = new ArrayList<>();
    for (HostName host : hosts) {
      grants.add(Grant.of(Resource.topic(Topic.probeCommands(host)), Operation.READ));
      grants.add(Grant.of(Resource.topic(Topic.reports(host)), Operation.WRITE));
    }
    grants.add(Grant.of(Resource.topic(Topic.SAMPLES), Operation.WRITE));
    grants.add(Grant.of(Resource.topic(Topic.DEAD_LETTERS), Operation.WRITE));
    grants.add(Grant.of(Resource.group(ClientNames.probe(first)), Operation.READ));
    return new KafkaUser("throughput-probe-" + first, grants);
  }

  /** Who only looks, or takes a backup: secrets are sealed in what it reads. */
  public static KafkaUser viewer() {
    return new KafkaUser(VIEWER, List.of(Grant.of(Resource.topics(Topic.PREFIX), Operation.READ)));
  }

  /** All users of a fleet whose hosts have an agent and a probe each. */
  public static List<KafkaUser> ofServedApart(List<HostName> hosts) {
    List<List<HostName>> alone = hosts.stream().map(List::of).toList();
    return all(alone.stream().map(KafkaUser::agent), alone.stream().map(KafkaUser::probe));
  }

  /** All users of a fleet whose hosts have one agent and one probe. */
  public static List<KafkaUser> ofServedTogether(List<HostName> hosts) {
    return all(Stream.of(agent(hosts)), Stream.of(probe(hosts)));
  }

  private static List<KafkaUser> all(Stream<KafkaUser> agents, Stream<KafkaUser> probes) {
    return Stream.of(Stream.of(controller()), agents, probes, Stream.of(viewer()))
        .flatMap(users -> users)
        .toList();
  }

  private static HostName first(List<HostName> hosts) {
    InvalidValueException.unless(!hosts.isEmpty(), "hosts", hosts, "must name one at least");
    return hosts.getFirst();
  }
}
