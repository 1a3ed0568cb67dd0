package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the sources of packages that a machine is configured for, in both forms that
 * sources.list(5) describes. Sources of source packages and disabled ones are left out.
 */
public final class AptSources {
  private static final String DEBIAN_ARCHIVE = "/debian";

  private AptSources() {}

  /**
   * The sources below a folder such as {@code /etc/apt}: those of {@code sources.list}, then those
   * of {@code sources.list.d} in the order of their names.
   */
  public static List<AptSource> read(Path folder) throws IOException {
    List<AptSource> sources = new ArrayList<>();
    Path list = folder.resolve("sources.list");
    if (Files.isReadable(list)) {
      sources.addAll(parseLines(Files.readString(list)));
    }
    Path parts = folder.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> files = Files.list(parts)) {
        for (Path file : files.filter(Files::isReadable).sorted().toList()) {
          if (file.toString().endsWith(".list")) {
            sources.addAll(parseLines(Files.readString(file)));
          } else if (file.toString().endsWith(".sources")) {
            sources.addAll(parseStanzas(Files.readString(file)));
          }
        }
      }
    }
    return sources;
  }

  /**
   * The first of the sources that is a mirror of Debian's archive: one for component {@code main}
   * whose address ends with {@code /debian}, or which names one of the wanted suites.
   */
  public static Optional<AptSource> mirror(List<AptSource> sources, List<String> wantedSuites) {
    return sources.stream()
        .filter(source -> source.components().contains("main"))
        .filter(
            source ->
                stripSlash(source.uri()).endsWith(DEBIAN_ARCHIVE)
                    || source.suites().stream().anyMatch(wantedSuites::contains))
        .findFirst();
  }

  /** The one-line form. */
  static List<AptSource> parseLines(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (String line : text.lines().map(AptSources::withoutComment).toList()) {
      if (!line.startsWith("deb ") && !line.startsWith("deb\t")) {
        continue;
      }
      String rest = line.substring(4).strip();
      Map<String, String> options = Map.of();
      int end = rest.indexOf(']');
      if (rest.startsWith("[") && end > 0) {
        options = options(rest.substring(1, end));
        rest = rest.substring(end + 1).strip();
      }
      List<String> words = words(rest);
      if (words.size() >= 2) {
        sources.add(
            new AptSource(
                words.get(0),
                List.of(words.get(1)),
                words.subList(2, words.size()),
                Optional.ofNullable(options.get("signed-by"))));
      }
    }
    return sources;
  }

  /** The deb822 form. */
  static List<AptSource> parseStanzas(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (String stanza : text.split("\n[ \t]*\n", -1)) {
      Map<String, String> fields = fields(stanza);
      boolean enabled = !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
      if (enabled && words(fields.getOrDefault("types", "")).contains("deb")) {
        for (String uri : words(fields.getOrDefault("uris", ""))) {
          sources.add(
              new AptSource(
                  uri,
                  words(fields.getOrDefault("suites", "")),
                  words(fields.getOrDefault("components", "")),
                  // A key may also stand in the field itself; only a path can be passed on.
                  Optional.ofNullable(fields.get("signed-by"))
                      .filter(keyring -> keyring.startsWith("/"))));
        }
      }
    }
    return sources;
  }

  private static Map<String, String> fields(String stanza) {
    Map<String, String> fields = new HashMap<>();
    String name = "";
    for (String line : stanza.lines().filter(line -> !line.startsWith("#")).toList()) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        fields.merge(name, line.strip(), (first, more) -> first + " " + more);
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.put(name, line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        options.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return options;
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return (hash < 0 ? line : line.substring(0, hash)).strip();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static String stripSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
