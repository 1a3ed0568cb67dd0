package org.tunnelbench.contract.document;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;

/** Reads one host of a fleet. */
final class HostReader {
  static final String[] FIELDS = {"name", "kind", "underlay", "ssh", "namespace", "labels"};
  static final int DEFAULT_PORT = 22;
  static final String DEFAULT_USER = "root";

  private static final String[] SSH_FIELDS = {"address", "port", "user", "keyFile", "hostKey"};

  private final Fields fields;
  private final BiConsumer<Place, HostName> names;

  /**
   * @param names is told each name that is good, even where the rest of the host is not
   */
  HostReader(Fields fields, BiConsumer<Place, HostName> names) {
    this.fields = fields;
    this.names = names;
  }

  /** The host; absent where a violation was noted. */
  Optional<HostEntry> host() {
    Optional<HostName> name =
        fields.required("name", "the host's name, such as name: alpha").flatMap(this::name);
    Optional<HostKind> kind =
        fields
            .required("kind", "kind: local, netns or ssh")
            .flatMap(field -> field.level("kind", Arrays.asList(HostKind.values())));
    Optional<Ipv4Address> underlay =
        fields
            .required("underlay", "the host's outer address, such as underlay: 10.0.0.101")
            .flatMap(field -> field.text(Ipv4Address::new));
    Optional<SshEntry> ssh =
        kind.flatMap(
            known ->
                belonging(
                    "ssh",
                    HostKind.SSH,
                    known,
                    "ssh: {address: …, keyFile: …, hostKey: …}",
                    HostReader::ssh));
    Optional<String> namespace =
        kind.flatMap(
            known ->
                belonging(
                    "namespace",
                    HostKind.NETNS,
                    known,
                    "the namespace's name, such as namespace: left",
                    field -> field.textWith(HostEntry::requireNamespace)));
    Optional<Map<String, String>> labels =
        fields.get("labels").map(SelectionReader::words).orElse(Optional.of(Map.of()));
    boolean good =
        Stream.of(name, kind, underlay, labels).allMatch(Optional::isPresent)
            && ssh.isPresent() == kind.equals(Optional.of(HostKind.SSH))
            && namespace.isPresent() == kind.equals(Optional.of(HostKind.NETNS));
    return good
        ? Optional.of(
            new HostEntry(
                name.orElseThrow(),
                kind.orElseThrow(),
                underlay.orElseThrow(),
                ssh,
                namespace,
                labels.orElseThrow()))
        : Optional.empty();
  }

  private Optional<HostName> name(Place field) {
    Optional<HostName> name = field.text(HostName::new);
    name.ifPresent(good -> names.accept(field, good));
    return name;
  }

  /** A field that a host has exactly where it is of one kind. */
  private <T> Optional<T> belonging(
      String name,
      HostKind owner,
      HostKind kind,
      String example,
      Function<Place, Optional<T>> read) {
    if (kind == owner) {
      return fields.required(name, example).flatMap(read);
    }
    Optional<Place> field = fields.get(name);
    field.ifPresent(
        place ->
            place.refuse(
                "belongs to hosts of kind %s: leave it out where the kind is %s"
                    .formatted(owner, kind)));
    return Optional.empty();
  }

  private static Optional<SshEntry> ssh(Place place) {
    Optional<Fields> read = place.fields("SSH settings", SSH_FIELDS);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    Optional<String> address =
        fields
            .required("address", "the name or address of the SSH server")
            .flatMap(field -> field.textWith(SshEntry::requireAddress));
    OptionalLong port =
        fields
            .get("port")
            .map(field -> field.whole(1, SshEntry.HIGHEST_PORT, ""))
            .orElse(OptionalLong.of(DEFAULT_PORT));
    Optional<String> user =
        fields
            .get("user")
            .map(field -> field.textWith(SshEntry::requireUser))
            .orElse(Optional.of(DEFAULT_USER));
    Optional<String> keyFile =
        fields
            .required("keyFile", "the path of the private key")
            .flatMap(field -> field.textWith(SshEntry::requireKeyFile));
    Optional<String> hostKey =
        fields
            .required("hostKey", "the server's public key, as ssh-keyscan(1) prints it")
            .flatMap(field -> field.textWith(SshEntry::requireHostKey));
    boolean good =
        port.isPresent()
            && Stream.of(address, user, keyFile, hostKey).allMatch(Optional::isPresent);
    return good
        ? Optional.of(
            new SshEntry(
                address.orElseThrow(),
                (int) port.getAsLong(),
                user.orElseThrow(),
                keyFile.orElseThrow(),
                hostKey.orElseThrow()))
        : Optional.empty();
  }
}
