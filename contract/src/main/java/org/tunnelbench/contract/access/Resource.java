package org.tunnelbench.contract.access;

import org.tunnelbench.contract.message.Topic;

/**
 * What a right is given on.
 *
 * @param prefix whether it is given on all whose names begin with {@code name}, else on the one
 *     that is called so
 */
public record Resource(Kind kind, String name, boolean prefix) {
  /** The kinds of resources that the parts use. */
  public enum Kind {
    TOPIC("topic"),
    GROUP("group"),
    TRANSACTIONAL_ID("transactional-id");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As Kafka's tools write it. */
    public String word() {
      return word;
    }
  }

  static Resource topic(Topic topic) {
    return new Resource(Kind.TOPIC, topic.name(), false);
  }

  static Resource topics(String prefix) {
    return new Resource(Kind.TOPIC, prefix, true);
  }

  static Resource group(String name) {
    return new Resource(Kind.GROUP, name, false);
  }

  static Resource transactionalId(String name) {
    return new Resource(Kind.TRANSACTIONAL_ID, name, false);
  }
}
