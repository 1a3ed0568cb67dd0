package org.tunnelbench.contract.metric;

/** What every service shows alike. */
public final class SharedMetrics {
  /** The topic that a message came from. */
  public static final String TOPIC = "topic";

  private SharedMetrics() {}

  /**
   * Messages that a service could not read and put into the topic of dead letters.
   *
   * @param service one word, so that no two services have a metric of one name
   */
  public static Metric unreadableMessages(String service) {
    return Metric.counter(
        "tunnelbench." + service + ".unreadable.messages",
        "Messages of an unknown type or version, or against the contract, passed over; they are in"
            + " tunnelbench.dead-letters",
        TOPIC);
  }
}
