package org.tunnelbench.packaging.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/**
 * A Java runtime of the modules that the services use and no others.
 *
 * @param home of the JDK that it is taken from
 */
record JavaRuntime(Path home) {
  private static final String MODULES =
      String.join(
          ",",
          "java.base",
          "java.compiler",
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.xml",
          "jdk.management",
          "jdk.unsupported",
          "jdk.zipfs");

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Of the JDK that runs this. */
  static JavaRuntime ofThisProcess() {
    return new JavaRuntime(Path.of(System.getProperty("java.home")));
  }

  /** Its version, as of the JDK. */
  String version() {
    return Runtime.version().toString();
  }

  /**
   * Makes it.
   *
   * @param folder that does not exist yet
   */
  void link(Path folder) throws IOException, LabException, InterruptedException {
    StepResult result =
        LocalProcess.run(
            LocalCommand.of(
                home.resolve("bin/jlink").toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6",
                "--output",
                folder.toString()),
            LIMIT);
    if (!result.succeeded()) {
      throw new LabException(
          "The JDK in %s cannot make a runtime of its own modules: %s. Use one with jmods, or one such as Temurin 25 that needs none."
              .formatted(home, (result.stderr() + result.stdout()).strip()));
    }
  }
}
