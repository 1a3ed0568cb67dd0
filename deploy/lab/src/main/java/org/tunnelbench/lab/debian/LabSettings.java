package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What the lab fetches.
 *
 * @param kernelSuites for each kernel the suites that may give it, the preferred one first
 * @param kernelPackages the kernel's own first
 * @param treeSuite that gives the guests' root tree
 * @param indexAge after which an index is brought up to date
 * @param retryAfter after which a suite that could not be had is tried again
 * @param mirror an archive to use instead of the machine's own
 * @param monitoring that gives Prometheus
 */
public record LabSettings(
    List<List<String>> kernelSuites,
    List<String> kernelPackages,
    String treeSuite,
    List<String> treePackages,
    Duration indexAge,
    Duration retryAfter,
    Optional<String> mirror,
    Monitoring monitoring) {
  /**
   * Where Prometheus comes from.
   *
   * @param suites the preferred one first
   */
  public record Monitoring(List<String> suites, List<String> packages) {
    public Monitoring {
      suites = List.copyOf(suites);
      packages = List.copyOf(packages);
      suites.forEach(suite -> checkWord("monitoring-suites", suite));
      packages.forEach(name -> checkWord("monitoring-packages", name));
    }
  }

  private static final String FILE = "lab.properties";
  private static final int LONGEST_WAIT_HOURS = 24 * 365;

  public LabSettings {
    kernelSuites = kernelSuites.stream().map(List::copyOf).toList();
    kernelPackages = List.copyOf(kernelPackages);
    treePackages = List.copyOf(treePackages);
    for (List<String> suites : kernelSuites) {
      suites.forEach(suite -> checkWord("kernel-suites", suite));
    }
    checkWord("tree-suite", treeSuite);
    kernelPackages.forEach(name -> checkWord("kernel-packages", name));
    treePackages.forEach(name -> checkWord("tree-packages", name));
    InvalidValueException.unless(
        !kernelSuites.isEmpty(), "kernel-suites", "", "must name at least one suite");
    InvalidValueException.unless(
        !kernelPackages.isEmpty(), "kernel-packages", "", "must name the kernel's package");
    mirror.ifPresent(
        uri ->
            InvalidValueException.unless(
                uri.matches("[a-z+]+:[^\\s\\[\\]]+"), "mirror", uri, "must be an archive's URI"));
  }

  /** The built-in settings, overridden by the user's file where there is one. */
  public static LabSettings load(Map<String, String> environment) throws IOException {
    Properties properties = new Properties();
    try (InputStream builtIn =
            Objects.requireNonNull(LabSettings.class.getResourceAsStream(FILE), FILE);
        Reader reader = new InputStreamReader(builtIn, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Path own = userFile(environment);
    if (Files.exists(own)) {
      Properties overriding = new Properties();
      try (Reader reader = Files.newBufferedReader(own)) {
        overriding.load(reader);
      }
      for (String key : new TreeSet<>(overriding.stringPropertyNames())) {
        InvalidValueException.unless(
            properties.containsKey(key),
            own.toString(),
            key,
            "must be one of " + new TreeSet<>(properties.stringPropertyNames()));
        properties.setProperty(key, overriding.getProperty(key));
      }
    }
    return of(properties);
  }

  private static LabSettings of(Properties properties) {
    return new LabSettings(
        words(properties, "kernel-suites").stream()
            .map(word -> List.of(word.split("/", -1)))
            .toList(),
        words(properties, "kernel-packages"),
        properties.getProperty("tree-suite", "").strip(),
        words(properties, "tree-packages"),
        Duration.ofHours(number(properties, "index-hours", LONGEST_WAIT_HOURS)),
        Duration.ofMinutes(number(properties, "retry-minutes", LONGEST_WAIT_HOURS * 60)),
        Optional.of(properties.getProperty("mirror", "").strip()).filter(uri -> !uri.isEmpty()),
        new Monitoring(
            words(properties, "monitoring-suites"), words(properties, "monitoring-packages")));
  }

  private static Path userFile(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        base.startsWith("/")
            ? Path.of(base)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
    return folder.resolve("tunnelbench").resolve(FILE);
  }

  private static List<String> words(Properties properties, String key) {
    return Arrays.stream(properties.getProperty(key, "").strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static int number(Properties properties, String key, int most) {
    String text = properties.getProperty(key, "").strip();
    InvalidValueException.unless(
        text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= most,
        key,
        text,
        "must be a number from 0 to " + most);
    return Integer.parseInt(text);
  }

  private static void checkWord(String field, String word) {
    InvalidValueException.unless(
        word.matches("[a-z0-9][a-z0-9.+-]*"),
        field,
        word,
        "must be lower-case letters, digits and .+-");
  }
}
