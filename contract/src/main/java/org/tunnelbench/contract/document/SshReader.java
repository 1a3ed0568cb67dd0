package org.tunnelbench.contract.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostKeyTrust;
import org.tunnelbench.contract.host.RootAccess;
import org.tunnelbench.contract.host.SshCredential;
import org.tunnelbench.contract.host.SshEntry;
import org.tunnelbench.contract.host.SshServerEntry;

/** Reads how a host is reached by SSH. */
final class SshReader {
  static final int DEFAULT_PORT = 22;
  static final String DEFAULT_USER = "root";

  private static final List<String> CREDENTIALS =
      List.of("keyFile", "passwordFile", "passwordEnvironment");
  private static final List<String> HOST_KEYS = List.of("hostKey", "knownHosts");
  private static final List<String> SERVER =
      Stream.of(
              List.of("address", "port", "user"),
              CREDENTIALS,
              HOST_KEYS,
              List.of("legacyAlgorithms"))
          .flatMap(List::stream)
          .toList();
  private static final List<String> ENTRY =
      Stream.concat(SERVER.stream(), Stream.of("jump", "sudo", "terminal")).toList();

  private final Fields fields;

  private SshReader(Fields fields) {
    this.fields = fields;
  }

  /** The settings; absent where a violation was noted. */
  static Optional<SshEntry> entry(Place place) {
    return Fields.of(place, "SSH settings", ENTRY).flatMap(read -> new SshReader(read).entry());
  }

  private Optional<SshEntry> entry() {
    Optional<SshServerEntry> server = server();
    Optional<List<SshServerEntry>> jumps =
        fields.get("jump").map(SshReader::jumps).orElse(Optional.of(List.of()));
    Optional<RootAccess> root = root();
    return server.isPresent() && jumps.isPresent() && root.isPresent()
        ? Optional.of(new SshEntry(server.get(), jumps.get(), root.get()))
        : Optional.empty();
  }

  private Optional<RootAccess> root() {
    Optional<Boolean> sudo = fields.truth("sudo");
    Optional<Boolean> terminal = fields.truth("terminal");
    if (sudo.isEmpty() || terminal.isEmpty()) {
      return Optional.empty();
    }
    if (terminal.get() && !sudo.get()) {
      fields
          .get("terminal")
          .ifPresent(place -> place.refuse("belongs to sudo: write sudo: true beside it"));
      return Optional.empty();
    }
    return Optional.of(
        terminal.get()
            ? RootAccess.SUDO_ON_TERMINAL
            : sudo.get() ? RootAccess.SUDO : RootAccess.LOGIN);
  }

  /** One server, or a list of them in the order in which they are passed. */
  private static Optional<List<SshServerEntry>> jumps(Place place) {
    List<Place> places =
        place.isList()
            ? place.list("servers on the way", SshEntry.MOST_JUMPS).orElse(List.of())
            : List.of(place);
    List<SshServerEntry> jumps = new ArrayList<>();
    for (Place each : places) {
      Fields.of(each, "a server on the way", SERVER)
          .flatMap(read -> new SshReader(read).server())
          .ifPresent(jumps::add);
    }
    return jumps.isEmpty() || jumps.size() != places.size() ? Optional.empty() : Optional.of(jumps);
  }

  private Optional<SshServerEntry> server() {
    Optional<String> address =
        fields
            .required("address", "the name or address of the SSH server")
            .flatMap(field -> field.textWith(SshServerEntry::requireAddress));
    OptionalLong port =
        fields
            .get("port")
            .map(field -> field.whole(1, SshServerEntry.HIGHEST_PORT, ""))
            .orElse(OptionalLong.of(DEFAULT_PORT));
    Optional<String> user =
        fields
            .get("user")
            .map(field -> field.textWith(SshServerEntry::requireUser))
            .orElse(Optional.of(DEFAULT_USER));
    Optional<SshCredential> credential = credential();
    Optional<HostKeyTrust> hostKey = hostKey();
    Optional<Boolean> legacy = fields.truth("legacyAlgorithms");
    boolean good =
        port.isPresent()
            && Stream.of(address, user, credential, hostKey, legacy).allMatch(Optional::isPresent);
    return good
        ? Optional.of(
            new SshServerEntry(
                address.orElseThrow(),
                (int) port.getAsLong(),
                user.orElseThrow(),
                credential.orElseThrow(),
                hostKey.orElseThrow(),
                legacy.orElseThrow()))
        : Optional.empty();
  }

  private Optional<SshCredential> credential() {
    return chosen(
        CREDENTIALS,
        "the path of the private key; or passwordFile, or passwordEnvironment",
        name ->
            switch (name) {
              case "keyFile" -> SshCredential.KeyFile::new;
              case "passwordFile" -> SshCredential.PasswordFile::new;
              default -> SshCredential.PasswordEnvironment::new;
            });
  }

  private Optional<HostKeyTrust> hostKey() {
    return chosen(
        HOST_KEYS,
        "the server's public key, as ssh-keyscan(1) prints it; or knownHosts and a file of known hosts",
        name -> name.equals("hostKey") ? HostKeyTrust.Pinned::new : HostKeyTrust.KnownHosts::new);
  }

  /** The one of several fields that is there; the absence of all is noted at the first. */
  private <T> Optional<T> chosen(
      List<String> names, String example, Function<String, Function<String, T>> makers) {
    Optional<String> name = fields.choice(names);
    return fields
        .required(name.orElse(names.getFirst()), example)
        .flatMap(field -> field.text(makers.apply(name.orElse(names.getFirst()))));
  }
}
