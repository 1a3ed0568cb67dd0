package org.tunnelbench.controller.application.record;

import static java.util.stream.Collectors.toMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.controller.application.Fleet;

/** Creates the topics that are missing and refuses those that were made otherwise. */
@Singleton
class Topics {
  private static final Logger LOG = Logger.getLogger(Topics.class);

  /**
   * Few enough that a broker makes them well within the bound of one request; Kafka itself takes
   * 10,000 records of metadata in one, and a topic is up to five.
   */
  private static final int MOST_MADE_AT_ONCE = 100;

  private static final int MOST_ASKED_AT_ONCE = 500;

  private final KafkaSettings kafka;
  private final List<Topic> topics;

  @Inject
  Topics(KafkaSettings kafka, Fleet fleet) {
    this.kafka = kafka;
    topics = Topic.all(fleet.document().hosts().stream().map(HostEntry::name).toList());
  }

  /** A topic that somebody made otherwise than it must be; the message says what to do. */
  static final class WrongTopicException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongTopicException(String message) {
      super(message);
    }
  }

  /** The names of all of them. */
  List<String> names() {
    return names(topics);
  }

  private static List<String> names(List<Topic> topics) {
    return topics.stream().map(Topic::name).toList();
  }

  /** Returns when every topic is there and as it must be. */
  void prepare() throws WrongTopicException, InterruptedException {
    try (Admin admin = kafka.admin()) {
      create(admin);
      check(admin);
    } catch (ExecutionException e) {
      throw new KafkaException("the topics could not be prepared: " + e.getCause(), e);
    }
  }

  private void create(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> present = new HashSet<>(admin.listTopics().names().get());
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !present.contains(topic.name()))
            .map(Topics::newTopic)
            .toList();
    if (!missing.isEmpty()) {
      LOG.infof("%d of %d topics are missing and are made now", missing.size(), topics.size());
    }
    for (List<NewTopic> some : inParts(missing, MOST_MADE_AT_ONCE)) {
      create(admin, some);
    }
  }

  private static <T> List<List<T>> inParts(List<T> all, int most) {
    return IntStream.range(0, (all.size() + most - 1) / most)
        .mapToObj(part -> all.subList(part * most, Math.min(all.size(), (part + 1) * most)))
        .toList();
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      // Another controller was faster; the check that follows tells whether it is as it must be.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
        .configs(first(topic));
  }

  /** What a topic is made with: what it must have, and what is better so. */
  private static Map<String, String> first(Topic topic) {
    Map<String, String> first = new HashMap<>(settings(topic));
    if (topic.compacted()) {
      first.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(Topic.SEGMENT_BYTES));
    }
    return first;
  }

  private static Map<String, String> settings(Topic topic) {
    return topic.compacted()
        ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        : Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(topic.retention().toMillis()),
            TopicConfig.RETENTION_BYTES_CONFIG,
            Long.toString(topic.mostBytes()));
  }

  private void check(Admin admin)
      throws ExecutionException, InterruptedException, WrongTopicException {
    List<String> wrong = new ArrayList<>();
    for (List<Topic> some : inParts(topics, MOST_ASKED_AT_ONCE)) {
      wrong.addAll(wrong(admin, some));
    }
    if (!wrong.isEmpty()) {
      throw new WrongTopicException(
          String.join("; ", wrong)
              + ": change it with kafka-configs, or delete it and let the controller create it");
    }
  }

  private static List<String> wrong(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    List<String> names = names(topics);
    Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
    Map<String, Config> settings = settingsOf(admin, names);
    List<String> wrong = new ArrayList<>();
    for (Topic topic : topics) {
      @Nullable TopicDescription description = found.get(topic.name());
      int partitions = description == null ? 0 : description.partitions().size();
      if (partitions != topic.partitions()) {
        wrong.add(
            "topic %s has %d partitions and must have %d"
                .formatted(topic.name(), partitions, topic.partitions()));
      }
      wrong.addAll(otherwise(topic, settings.get(topic.name())));
    }
    return wrong;
  }

  private static List<String> otherwise(Topic topic, @Nullable Config found) {
    List<String> otherwise = new ArrayList<>();
    for (Map.Entry<String, String> wanted : new TreeMap<>(settings(topic)).entrySet()) {
      @Nullable ConfigEntry entry = found == null ? null : found.get(wanted.getKey());
      String value = entry == null ? "" : entry.value();
      if (!value.equals(wanted.getValue())) {
        otherwise.add(
            "topic %s has %s '%s' and must have '%s'"
                .formatted(topic.name(), wanted.getKey(), value, wanted.getValue()));
      }
    }
    return otherwise;
  }

  private static Map<String, Config> settingsOf(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return admin.describeConfigs(resources).all().get().entrySet().stream()
        .collect(toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }
}
