package org.tunnelbench.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

final class ElfInterpreterTest {
  private static final Path PROGRAM = Path.of("/bin/true");
  private static final String OTHER = "g/loader";

  @TempDir private Path folder;

  @Test
  void aProgramRunsWithTheLoaderOfItsFolder() throws Exception {
    byte[] program = Files.readAllBytes(PROGRAM);
    Path loader = Path.of(ElfInterpreter.read(program));
    assertThat(loader).isExecutable();
    Path patched = Files.write(folder.resolve("patched"), ElfInterpreter.replace(program, OTHER));
    Files.setPosixFilePermissions(patched, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(folder.resolve("g"));
    Files.createSymbolicLink(folder.resolve(OTHER), loader);

    assertThat(ElfInterpreter.read(Files.readAllBytes(patched))).isEqualTo(OTHER);
    assertThat(run(patched, folder).exitCode()).isZero();
    assertThatThrownBy(() -> run(patched, folder.resolve("g")))
        .hasMessageContaining("No such file");
  }

  @Test
  void nothingElseOfTheProgramChanges() throws Exception {
    byte[] program = Files.readAllBytes(PROGRAM);
    String path = ElfInterpreter.read(program);

    assertThat(ElfInterpreter.replace(ElfInterpreter.replace(program, OTHER), path))
        .isEqualTo(program);
  }

  @Test
  void aPathThatIsTooLongIsRefused() throws Exception {
    byte[] program = Files.readAllBytes(PROGRAM);

    assertThatThrownBy(() -> ElfInterpreter.replace(program, "x".repeat(28)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("must be at most 27 bytes long");
  }

  @Test
  void whatIsNoSuchProgramIsRefused() throws Exception {
    byte[] program = Files.readAllBytes(PROGRAM);

    assertThatThrownBy(() -> ElfInterpreter.read("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("must be an ELF file");
    assertThatThrownBy(() -> ElfInterpreter.read(Arrays.copyOf(program, 100)))
        .hasMessageContaining("must hold its program headers");
  }

  private static StepResult run(Path program, Path in) throws Exception {
    return LocalProcess.run(LocalCommand.of(program.toString()).in(in), Duration.ofSeconds(10));
  }
}
