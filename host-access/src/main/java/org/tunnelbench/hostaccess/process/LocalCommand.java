package org.tunnelbench.hostaccess.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A command to run on this machine. Made by {@link #of} and refined:
 *
 * <pre>{@code
 * LocalCommand.of("mvn", "-q", "verify").in(folder).with("JAVA_HOME", home)
 * }</pre>
 *
 * @param environment variables that are added to this process's own, or take their place
 * @param folder the working folder; this process's own where empty
 */
public record LocalCommand(
    List<String> argv, Map<String, String> environment, Optional<Path> folder, Input input) {
  public LocalCommand {
    InvalidValueException.unless(!argv.isEmpty(), "argv", argv, "must name a command");
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command with this process's environment and folder, and nothing on its standard input. */
  public static LocalCommand of(List<String> argv) {
    return new LocalCommand(argv, Map.of(), Optional.empty(), new Input.Closed());
  }

  /** As {@link #of(List)}. */
  public static LocalCommand of(String... argv) {
    return of(List.of(argv));
  }

  /** The same in another working folder. */
  public LocalCommand in(Path workingFolder) {
    return new LocalCommand(argv, environment, Optional.of(workingFolder), input);
  }

  /** The same with one more variable in its environment. */
  public LocalCommand with(String variable, String value) {
    return with(Map.of(variable, value));
  }

  /** The same with more variables in its environment. */
  public LocalCommand with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new LocalCommand(argv, all, folder, input);
  }

  /** The same with another standard input. */
  public LocalCommand reading(Input standardInput) {
    return new LocalCommand(argv, environment, folder, standardInput);
  }

  /** Leaves out the values of the environment and the input, which may be secret. */
  @Override
  public String toString() {
    return "LocalCommand[argv=%s, environment=%s, folder=%s]"
        .formatted(argv, environment.keySet(), folder);
  }

  /** What a command finds on its standard input. */
  public sealed interface Input {
    /** Nothing: it is at its end from the start. */
    record Closed() implements Input {}

    /** What is written to {@link LocalProcess#standardInput()}, until that is closed. */
    record Open() implements Input {}

    /** The standard input of this process, such as the user's terminal. */
    record Inherited() implements Input {}

    /** This text, then its end. */
    record Text(String text) implements Input {
      @Override
      public String toString() {
        return "Text[****]";
      }
    }
  }
}
