package org.tunnelbench.cli.access;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.contract.access.AclCommands;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the rights that a fleet's parts need in Kafka. */
@Command(
    name = "kafka-acls",
    description = {
      "Prints the least rights that the parts of a fleet need in Kafka, as commands of kafka-acls,"
          + " and changes nothing:",
      "a user for the controllers, one for each agent and each probe, and a viewer"
          + " (docs/kafka-security.md)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class KafkaAclsCommand implements Callable<Integer> {
  @Option(
      names = "--together",
      description =
          "One agent and one probe serve all hosts of the document, called after the first; else"
              + " each host has its own.")
  private boolean together;

  @Parameters(paramLabel = "FILE", description = "The fleet document, in YAML or JSON.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<HostName> hosts = DocumentFile.fleet(file).hosts().stream().map(HostEntry::name).toList();
    spec.commandLine()
        .getOut()
        .print(
            AclCommands.render(
                together ? KafkaUser.ofServedTogether(hosts) : KafkaUser.ofServedApart(hosts)));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
