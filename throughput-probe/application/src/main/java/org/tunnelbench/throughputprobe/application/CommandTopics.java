package org.tunnelbench.throughputprobe.application;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.tunnelbench.contract.access.ClientNames;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.hostaccess.FleetFile;

/**
 * Makes the configuration of the channel of commands from the fleet document: a topic for each
 * host. A process that is started again takes the place of the one before it in its group at once,
 * by Kafka's static membership, and does not wait until that one is given up.
 */
public final class CommandTopics implements ConfigSourceFactory {
  private static final String CHANNEL = "mp.messaging.incoming.probe-commands.";

  /** Above application.properties, below system properties and environment. */
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue fleet = context.getValue(FleetFile.PROPERTY);
    if (fleet == null || fleet.getValue() == null) {
      return List.of();
    }
    Map<String, String> properties = properties(FleetFile.read(Path.of(fleet.getValue())));
    return List.of(new PropertiesConfigSource(properties, "the fleet's topics", ORDINAL));
  }

  static Map<String, String> properties(FleetDocument fleet) {
    String group = ClientNames.probe(fleet.hosts().getFirst().name());
    String topics =
        fleet.hosts().stream()
            .map(HostEntry::name)
            .map(Topic::probeCommands)
            .map(Topic::name)
            .collect(Collectors.joining(","));
    return Map.of(
        CHANNEL + "topics", topics,
        CHANNEL + "group.id", group,
        CHANNEL + "group.instance.id", group);
  }
}
