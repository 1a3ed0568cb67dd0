package org.tunnelbench.hostagent.application;

import static java.util.stream.Collectors.joining;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.tunnelbench.contract.access.ClientNames;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.hostaccess.FleetFile;

/**
 * Makes the commands channel read the command topics of the agent's hosts and no others, by the
 * fleet document that {@code tunnelbench.fleet} names.
 *
 * <p>The consumer is a static member of its group, so that an agent which is started again takes
 * the place of the one that died at once, and need not wait for that one's session to time out.
 */
public final class CommandTopics implements ConfigSourceFactory {
  private static final String CHANNEL = "mp.messaging.incoming.commands.";

  /** Above application.properties, below system properties and the environment. */
  private static final int ORDINAL = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue fleet = context.getValue(FleetFile.PROPERTY);
    // Absent while the application is built.
    if (fleet == null || fleet.getValue() == null) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            properties(FleetFile.read(Path.of(fleet.getValue()))), "command topics", ORDINAL));
  }

  static Map<String, String> properties(FleetDocument fleet) {
    String topics =
        fleet.hosts().stream()
            .map(HostEntry::name)
            .map(host -> Topic.commands(host).name())
            .sorted()
            .collect(joining(","));
    String group = ClientNames.agent(fleet.hosts().getFirst().name());
    return Map.of(
        CHANNEL + "topics", topics,
        CHANNEL + "group.id", group,
        CHANNEL + "group.instance.id", group);
  }
}
