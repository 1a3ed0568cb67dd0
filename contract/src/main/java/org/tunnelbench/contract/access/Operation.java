package org.tunnelbench.contract.access;

/** What may be done with a resource of Kafka, of which each also lets its holder see that it is. */
public enum Operation {
  READ("Read"),
  WRITE("Write"),
  CREATE("Create"),
  DESCRIBE_CONFIGS("DescribeConfigs");

  private final String word;

  Operation(String word) {
    this.word = word;
  }

  /** As Kafka's tools write it. */
  public String word() {
    return word;
  }
}
