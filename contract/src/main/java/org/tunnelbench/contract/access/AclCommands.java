package org.tunnelbench.contract.access;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Renders rights as commands of Kafka's own {@code kafka-acls}, for an administrator's shell. None
 * of the names needs quoting: a {@link org.tunnelbench.contract.host.HostName} has letters, digits,
 * dots and dashes alone.
 */
public final class AclCommands {
  private static final String COMMAND =
      "kafka-acls --bootstrap-server \"$KAFKA_BOOTSTRAP_SERVERS\""
          + " --command-config administrator.properties --add";

  private AclCommands() {}

  /** A line for each right, and a comment before those of each user. */
  public static String render(List<KafkaUser> users) {
    return users.stream().map(AclCommands::of).collect(joining("\n"));
  }

  private static String of(KafkaUser user) {
    return "# %s\n".formatted(user.name())
        + user.grants().stream().map(grant -> line(user, grant)).collect(joining());
  }

  private static String line(KafkaUser user, Grant grant) {
    Resource resource = grant.resource();
    return "%s --allow-principal User:%s%s --%s %s%s\n"
        .formatted(
            COMMAND,
            user.name(),
            grant.operations().stream()
                .map(operation -> " --operation " + operation.word())
                .collect(joining()),
            resource.kind().word(),
            resource.name(),
            resource.prefix() ? " --resource-pattern-type prefixed" : "");
  }
}
