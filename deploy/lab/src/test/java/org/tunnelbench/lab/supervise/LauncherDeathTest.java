package org.tunnelbench.lab.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalOutput;
import org.tunnelbench.hostaccess.process.LocalProcess;

/** A launcher of its own JVM, ended in every way; nothing that it started may be left. */
final class LauncherDeathTest {
  private static final int LONGEST_START = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aLauncherThatIsKilledLeavesNoProcess(Isolation isolation) throws Exception {
    LocalProcess launcher = launch(isolation, System.getProperty("java.class.path"), List.of());

    launcher.kill();

    LabProcesses.awaitNone(folder.toString());
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aLauncherThatIsAskedToEndLeavesNoProcess(Isolation isolation) throws Exception {
    LocalProcess launcher = launch(isolation, System.getProperty("java.class.path"), List.of());

    launcher.stop(Duration.ofSeconds(10));

    LabProcesses.awaitNone(folder.toString());
  }

  @Test
  void aUserWithoutRightsLeavesNoProcessEither() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "runs as another user only as root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    LocalProcess launcher =
        launch(
            Isolation.strongest(),
            copyOfClassPath(),
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    launcher.kill();

    LabProcesses.awaitNone(folder.toString());
  }

  private LocalProcess launch(Isolation isolation, String classPath, List<String> prefix)
      throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    List<String> argv = new ArrayList<>(prefix);
    argv.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            Launcher.class.getName(),
            folder.toString(),
            isolation.name()));
    LocalProcess launcher =
        LocalProcess.start(
            LocalCommand.of(argv).in(folder).reading(new LocalCommand.Input.Open()),
            new LocalOutput.Lines(
                line -> {
                  if (line.equals(Launcher.STARTED)) {
                    started.countDown();
                  }
                }));
    assertThat(started.await(LONGEST_START, TimeUnit.SECONDS)).isTrue();
    assertThat(LabProcesses.mentioning("LAUNCHED_IN=" + folder)).hasSizeGreaterThan(2);
    return launcher;
  }

  /** Where another user can read it. */
  private String copyOfClassPath() throws Exception {
    Path copy = folder.resolve("classes");
    StringBuilder classPath = new StringBuilder();
    for (Class<?> needed :
        List.of(
            Launcher.class, Supervisor.class, LocalProcess.class, InvalidValueException.class)) {
      Path from = Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path to = copy.resolve(needed.getSimpleName());
      try (Stream<Path> found = Files.walk(from)) {
        for (Path path : found.toList()) {
          Path target =
              Files.isRegularFile(from) ? to : to.resolve(from.relativize(path).toString());
          Files.createDirectories(target.getParent());
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      classPath.append(to).append(':');
    }
    return classPath.toString();
  }
}
