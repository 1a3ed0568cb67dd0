package org.tunnelbench.hostagent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  /** Bound on the sizes of a process's files, in the 512 bytes of POSIX's ulimit. */
  private static final String BLOCKS = "4";

  private static final int BOUND = 4 * 512;
  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path folder = Path.of("");

  /** What a process does whose files may not grow beyond a bound. */
  static final class Appending {
    private Appending() {}

    /** Adds a line, one that does not fit, and a third. */
    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      DurableFile.append(file, "first\n".getBytes(StandardCharsets.UTF_8));
      try {
        DurableFile.append(file, ("x".repeat(BOUND) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException full) {
        DurableFile.append(file, "third\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void whatWasAddedInPartIsTakenAwayAgain() throws Exception {
    Path file = folder.resolve("lines");
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f " + BLOCKS + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appending.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(said)).isZero();
    assertThat(DurableFile.lines(file)).containsExactly("first", "third");
  }

  @Test
  void aFileThatIsAbsentHasNoLines() throws IOException {
    assertThat(DurableFile.lines(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void aFolderIsMadeWithThoseAboveItForItsOwnerAlone() throws IOException {
    Path inner = folder.resolve("outer/inner");
    DurableFile.createFolder(inner);
    DurableFile.createFolder(inner);

    assertThat(Files.getPosixFilePermissions(inner).toString()).doesNotContain("GROUP", "OTHERS");
    assertThat(Files.getPosixFilePermissions(folder.resolve("outer")).toString())
        .doesNotContain("GROUP", "OTHERS");
  }

  @Test
  void aFileThatIsAbsentIsRemovedAlready() throws IOException {
    Path file = folder.resolve("file");
    DurableFile.write(file, new byte[] {1});
    DurableFile.delete(file);
    DurableFile.delete(file);

    assertThat(folder).isEmptyDirectory();
  }
}
