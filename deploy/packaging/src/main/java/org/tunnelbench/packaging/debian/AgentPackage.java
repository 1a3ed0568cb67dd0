package org.tunnelbench.packaging.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.packaging.archive.Entry;
import org.tunnelbench.packaging.archive.Tar;
import org.tunnelbench.packaging.archive.Tree;

/**
 * The package {@code tunnelbench-agent}: agent and probe as systemd units, and what the agent can
 * do without a controller as a command.
 *
 * @param home the checkout, of which {@code deploy/debian} tells the package and {@code
 *     deploy/systemd} its units
 * @param products what was built, a folder for each part
 */
public record AgentPackage(Path home, Path products) {
  private static final String NAME = "tunnelbench-agent";
  private static final String PROGRAMS = "usr/share/tunnelbench/";
  private static final String DOCUMENTATION = "usr/share/doc/" + NAME + "/";

  private static final List<String> PARTS = List.of("host-agent", "throughput-probe", "cli");

  private static final List<String> UNITS =
      List.of(
          "tunnelbench-gateway-agent", "tunnelbench-host-agent", "tunnelbench-throughput-probe");

  private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");

  /** The first line of a changelog, as deb-changelog(5) has it. */
  private static final Pattern TOP = Pattern.compile("(?<name>\\S+) \\((?<version>[^)]+)\\) .*");

  /**
   * Writes the package into a folder; answers where.
   *
   * @param at the time of everything in it
   */
  public Path write(Path folder, Instant at) throws IOException {
    String version = version();
    Path file = folder.resolve("%s_%s_all.deb".formatted(NAME, version));
    Map<String, String> scripts = new HashMap<>();
    for (String script : SCRIPTS) {
      scripts.put(script, Files.readString(source(script)));
    }
    String fields = Files.readString(source("control")).strip() + "\nVersion: " + version;
    new DebianArchive(fields, scripts, data()).write(file, at);
    return file;
  }

  /** The version that the changelog begins with. */
  String version() throws IOException {
    String top = Files.readString(source("changelog")).lines().findFirst().orElse("");
    Matcher line = TOP.matcher(top);
    InvalidValueException.unless(
        line.matches() && line.group("name").equals(NAME),
        source("changelog").toString(),
        top,
        "must begin with '" + NAME + " (VERSION) '");
    return line.group("version");
  }

  private Tree data() throws IOException {
    Tree data = programs();
    for (String unit : UNITS) {
      String name = unit + ".service";
      data.copy(
          "usr/lib/systemd/system/" + name,
          home.resolve("deploy/systemd").resolve(name),
          Entry.READABLE);
    }
    Path examples = home.resolve("docs/examples");
    return data.copy("usr/sbin/" + NAME, source(NAME), Entry.EXECUTABLE)
        .copy("etc/tunnelbench/fleet.env", source("fleet.env"), Entry.READABLE)
        .copy("usr/share/lintian/overrides/" + NAME, source("lintian-overrides"), Entry.READABLE)
        .copy(DOCUMENTATION + "copyright", source("copyright"), Entry.READABLE)
        .copy(DOCUMENTATION + "README.Debian", source("README.Debian"), Entry.READABLE)
        .copy(DOCUMENTATION + "examples/fleet.yaml", examples.resolve("fleet.yaml"), Entry.READABLE)
        .copy(
            DOCUMENTATION + "examples/endpoint.yaml",
            examples.resolve("endpoint.yaml"),
            Entry.READABLE)
        .bytes(DOCUMENTATION + "changelog.gz", packed(source("changelog")), Entry.READABLE)
        .bytes("usr/share/man/man8/" + NAME + ".8.gz", packed(source(NAME + ".8")), Entry.READABLE);
  }

  /** What was built; a jar that two parts share is there once, and a link in the other's place. */
  private Tree programs() throws IOException {
    Tree programs = new Tree();
    Map<Path, String> first = new HashMap<>();
    for (String part : PARTS) {
      Path folder = products.resolve(part);
      InvalidValueException.unless(
          Files.isDirectory(folder),
          "products",
          folder,
          "must have been built: start through ./tunnelbench");
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          String path = PROGRAMS + part + "/" + folder.relativize(file);
          String before = first.putIfAbsent(file.getFileName(), path);
          if (before != null && same(file, before)) {
            programs.link(path, target(path, before));
          } else {
            programs.copy(path, file, Entry.READABLE);
          }
        }
      }
    }
    return programs;
  }

  private static String target(String link, String file) {
    Path folder = Objects.requireNonNull(Path.of(link).getParent(), link);
    return folder.relativize(Path.of(file)).toString();
  }

  private boolean same(Path file, String installed) throws IOException {
    Path other = products.resolve(installed.substring(PROGRAMS.length()));
    return Files.mismatch(file, other) < 0;
  }

  private Path source(String name) {
    return home.resolve("deploy/debian").resolve(name);
  }

  private static byte[] packed(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = Tar.gzip(bytes)) {
      Files.copy(file, packed);
    }
    return bytes.toByteArray();
  }
}
