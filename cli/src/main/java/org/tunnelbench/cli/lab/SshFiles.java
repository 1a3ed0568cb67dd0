package org.tunnelbench.cli.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;

/** The keys, passwords and known hosts that a fleet document names. */
final class SshFiles {
  private SshFiles() {}

  /**
   * Refuses a fleet whose logins cannot be had on this machine, before anything is started for it.
   *
   * @param document from which the fleet was read
   */
  static void demandReadable(Path document, FleetDocument fleet) throws UsageException {
    demandReadable(document, fleet, System.getenv());
  }

  static void demandReadable(Path document, FleetDocument fleet, Map<String, String> environment)
      throws UsageException {
    for (HostEntry host : fleet.hosts()) {
      for (SshServerEntry server : host.ssh().stream().flatMap(SshFiles::servers).toList()) {
        for (Need need : List.of(credential(server, environment), hostKey(server))) {
          if (!need.met()) {
            throw new UsageException(
                "%s: host %s: %s: %s".formatted(document, host.name(), need.field(), need.lack()));
          }
        }
      }
    }
  }

  /**
   * What a login needs of this machine.
   *
   * @param lack what is said where it is missing
   */
  private record Need(String field, boolean met, String lack) {}

  private static Stream<SshServerEntry> servers(SshEntry ssh) {
    return Stream.concat(ssh.jumps().stream(), Stream.of(ssh.server()));
  }

  private static Need credential(SshServerEntry server, Map<String, String> environment) {
    return switch (server.credential()) {
      case SshCredential.KeyFile(var path) ->
          file("keyFile", path, "name the private key that logs in to " + server.shown());
      case SshCredential.PasswordFile(var path) ->
          file(
              "passwordFile",
              path,
              "name a file whose one line is the password for " + server.shown());
      case SshCredential.PasswordEnvironment(var variable) ->
          new Need(
              "passwordEnvironment",
              !environment.getOrDefault(variable, "").isEmpty(),
              "%s is not set: set it to the password for %s, and export it"
                  .formatted(variable, server.shown()));
    };
  }

  private static Need hostKey(SshServerEntry server) {
    return switch (server.hostKey()) {
      case HostKeyTrust.Pinned pinned -> new Need("hostKey", true, "");
      case HostKeyTrust.KnownHosts(var path) ->
          file(
              "knownHosts",
              path,
              "name a file of known hosts that has the key of " + server.shown());
    };
  }

  private static Need file(String field, String path, String remedy) {
    return new Need(
        field, Files.isReadable(Path.of(path)), "%s cannot be read: %s".formatted(path, remedy));
  }
}
