package org.tunnelbench.contract.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.HostOptions;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.SshEntry;

/** Reads one host of a fleet. */
final class HostReader {
  static final String[] FIELDS = {
    "name", "kind", "underlay", "ssh", "namespace", "labels", "tools", "unloadModules"
  };

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
                    SshReader::entry));
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
    Optional<Map<String, String>> tools =
        fields.get("tools").map(HostReader::tools).orElse(Optional.of(Map.of()));
    Optional<Boolean> unloadModules =
        fields.truth("unloadModules").filter(wanted -> !wanted || isNotInNamespace(kind));
    boolean good =
        Stream.of(name, kind, underlay, labels, tools, unloadModules).allMatch(Optional::isPresent)
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
                labels.orElseThrow(),
                new HostOptions(tools.orElseThrow(), unloadModules.orElseThrow())))
        : Optional.empty();
  }

  private boolean isNotInNamespace(Optional<HostKind> kind) {
    boolean inNamespace = kind.equals(Optional.of(HostKind.NETNS));
    if (inNamespace) {
      fields
          .get("unloadModules")
          .ifPresent(
              place ->
                  place.refuse(
                      "belongs to hosts of kind local or ssh: the modules of a namespace are those"
                          + " of the whole machine"));
    }
    return !inNamespace;
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

  /** Paths by names of tools. */
  private static Optional<Map<String, String>> tools(Place place) {
    Optional<Map<String, Place>> entries =
        Fields.entries(place, "a mapping of tools and their paths, such as {ip: /opt/sbin/ip}");
    Map<String, String> tools = new LinkedHashMap<>();
    entries
        .orElse(Map.of())
        .forEach((name, value) -> tool(name, value).ifPresent(path -> tools.put(name, path)));
    return entries.filter(all -> all.size() == tools.size()).map(all -> tools);
  }

  private static Optional<String> tool(String name, Place value) {
    if (!HostOptions.TOOLS.contains(name)) {
      value.refuse(
          "%s is no tool whose path can be given: write one of %s%s"
              .formatted(
                  Place.quote(name),
                  String.join(", ", HostOptions.TOOLS),
                  Place.didYouMean(name, HostOptions.TOOLS)));
      return Optional.empty();
    }
    return value.textWith(HostOptions::requireToolPath);
  }
}
