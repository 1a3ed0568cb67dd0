package org.tunnelbench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * {@code ./tunnelbench} as a user of this checkout, with a state folder of its own, so that it sees
 * no other user's labs and what it leaves can be seen.
 */
final class Launcher {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(15);

  private final Path state;
  private final Path folder;

  /**
   * @param folder a new and empty one: the state lies in it, and the commands run in it
   */
  Launcher(Path folder) {
    this.state = folder.resolve("state");
    this.folder = folder;
  }

  /** Runs a command to its end. */
  StepResult run(String... arguments) throws IOException, InterruptedException {
    return LocalProcess.run(command(arguments), LONGEST_COMMAND);
  }

  /** Whether everything is built, which is done where it is not. */
  boolean built() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return run("--version").exitCode() == 0;
  }

  /** Starts a command. */
  Started start(String... arguments) throws IOException {
    return Started.start(command(arguments));
  }

  /** A command that runs any argv with the same environment. */
  LocalCommand any(List<String> argv) {
    return LocalCommand.of(argv).in(folder).with("TUNNELBENCH_STATE", state.toString());
  }

  /** What is left of runs. */
  List<Path> runs() throws IOException {
    Path runs = state.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(runs)) {
      return found.filter(Files::isDirectory).toList();
    }
  }

  /** The processes of this machine that were started for a run of this launcher. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(state.toString()))
                    .isPresent())
        .toList();
  }

  private LocalCommand command(String... arguments) {
    // A shell starts what is to run in the background deaf to Ctrl-C, and these tests after it.
    List<String> argv =
        new ArrayList<>(
            List.of("env", "--default-signal=INT", ROOT.resolve("tunnelbench").toString()));
    argv.addAll(List.of(arguments));
    return any(argv);
  }
}
