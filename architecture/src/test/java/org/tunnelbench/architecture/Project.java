package org.tunnelbench.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's modules, by what they have compiled and by their sources. */
final class Project {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Modules without Quarkus. */
  static final List<String> LIBRARIES =
      List.of(
          "contract",
          "host-access",
          "controller/library",
          "host-agent/model",
          "host-agent/library",
          "throughput-probe/library",
          "deploy/lab",
          "deploy/packaging",
          "evidence",
          "simulation",
          "cli");

  /** Modules that nothing imports. */
  static final List<String> APPLICATIONS =
      List.of("controller/application", "host-agent/application", "throughput-probe/application");

  private Project() {}

  /** The compiled main classes of these modules. */
  static JavaClasses classes(List<String> modules) {
    return new ClassFileImporter()
        .importPaths(modules.stream().map(Project::compiled).toArray(Path[]::new));
  }

  /** The compiled main classes of every module. */
  static JavaClasses classes() {
    List<String> all = new ArrayList<>(LIBRARIES);
    all.addAll(APPLICATIONS);
    return classes(all);
  }

  /** The planted violations of every rule. */
  static JavaClasses planted() {
    return new ClassFileImporter().importPackages("org.tunnelbench.architecture.planted");
  }

  /** Every module's pom, the root's aside. */
  static List<Path> modulePoms() {
    return below(ROOT, path -> path.getFileName().toString().equals("pom.xml")).stream()
        .filter(pom -> !pom.equals(ROOT.resolve("pom.xml")))
        .toList();
  }

  /** Every main source file. */
  static List<Path> sources() {
    return below(
        ROOT, path -> path.toString().contains("/src/main/") && path.toString().endsWith(".java"));
  }

  private static Path compiled(String module) {
    Path classes = ROOT.resolve(module).resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(classes + " is missing: build " + module + " first");
    }
    return classes;
  }

  private static List<Path> below(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> !ROOT.relativize(path).toString().matches("(.*/)?(target|\\..+)(/.*)?"))
          .filter(wanted)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
