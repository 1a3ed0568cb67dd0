package org.tunnelbench.hostaccess;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Something to do on a host. Typed: what a shell needs to hear is rendered here and nowhere else.
 */
public sealed interface HostStep {
  /** What a timer's folder may be called; it is removed without asking. */
  Pattern TIMER_FOLDER = Pattern.compile("/(var/run|run|tmp)(/[A-Za-z0-9._-]+)+");

  /** Runs argv with nothing on its standard input. */
  record Run(List<String> argv) implements HostStep {
    public Run {
      argv = command(argv);
    }
  }

  /**
   * Runs argv, which succeeds only where it exits 0 and prints nothing: for tools that say on their
   * output alone what went wrong. Where it printed something and exited 0, the exit code of the
   * step is 1, and what it printed is on the step's standard error.
   */
  record RunSilently(List<String> argv) implements HostStep {
    public RunSilently {
      argv = command(argv);
    }
  }

  /**
   * Runs argv again and again until it succeeds. Its result is that of the last try.
   *
   * @param tries at most, 1 to 1000
   * @param pause between tries, up to an hour; a host whose sleep knows no fractions rounds it up
   *     to whole seconds
   */
  record RunUntilItSucceeds(List<String> argv, int tries, Duration pause) implements HostStep {
    public RunUntilItSucceeds {
      argv = command(argv);
      InvalidValueException.unless(
          tries >= 1 && tries <= 1000, "tries", tries, "must be from 1 to 1000");
      InvalidValueException.unless(
          !pause.isNegative() && pause.compareTo(Duration.ofHours(1)) <= 0,
          "pause",
          pause,
          "must be from zero to an hour");
    }
  }

  /**
   * Runs argv, whose failure does not matter: the exit code of the step is 0, unless the time of
   * the batch passed. What the command said stays.
   */
  record Try(List<String> argv) implements HostStep {
    public Try {
      argv = command(argv);
    }
  }

  /**
   * Writes a file, which has its mode before it has content, and makes its folder (0700) where that
   * is missing. A file of that name is replaced.
   *
   * @param path absolute
   * @param mode permission bits, such as 0600; 0 to 0777
   */
  record Write(String path, int mode, String content) implements HostStep {
    public Write {
      path = absolute("path", path);
      InvalidValueException.unless(
          mode >= 0 && mode <= 0777, "mode", "%o".formatted(mode), "must be from 0 to 0777");
    }

    @Override
    public String toString() {
      return "Write[path=%s, mode=%o, content=****]".formatted(path, mode);
    }
  }

  /**
   * Removes a file; one that is absent is no failure.
   *
   * @param path absolute
   */
  record Delete(String path) implements HostStep {
    public Delete {
      path = absolute("path", path);
    }
  }

  /**
   * Arms a timer on the host that undoes by itself: a POSIX-shell process of its own session, in a
   * folder of its own, that survives this connection. When the time has passed it runs {@code
   * undo}, each argv whatever became of the one before and for 10 seconds at most, and removes its
   * folder. The list is on the host's disk until then: it must hold no secret.
   *
   * @param folder of the timer on the host, below /var/run, /run or /tmp; the step fails where it
   *     exists
   * @param after longer than zero; rounded up to whole seconds
   */
  record ArmUndoTimer(String folder, Duration after, List<List<String>> undo) implements HostStep {
    public ArmUndoTimer {
      folder = timerFolder(folder);
      InvalidValueException.unless(after.isPositive(), "after", after, "must be longer than zero");
      undo = undo.stream().map(HostStep::command).toList();
    }
  }

  /**
   * Ends such a timer and removes its folder; one that is absent is no failure. A timer that has
   * begun to undo is waited for, 20 seconds or more, and the step fails where it then still undoes.
   *
   * <p>Its standard output is one word: {@code disarmed}; {@code absent} where there was no timer;
   * {@code undone} where it was waited for; {@code abandoned} where its process was gone.
   */
  record DisarmUndoTimer(String folder) implements HostStep {
    public DisarmUndoTimer {
      folder = timerFolder(folder);
    }
  }

  private static List<String> command(List<String> argv) {
    InvalidValueException.unless(!argv.isEmpty(), "argv", argv, "must name a command");
    String name = argv.getFirst();
    InvalidValueException.unless(
        !name.isBlank() && !name.startsWith("-"),
        "argv",
        name,
        "must begin with a command's name, which begins with no dash");
    return List.copyOf(argv);
  }

  private static String absolute(String field, String path) {
    InvalidValueException.unless(
        path.startsWith("/") && !path.endsWith("/"),
        field,
        path,
        "must be the absolute path of a file");
    return path;
  }

  private static String timerFolder(String folder) {
    InvalidValueException.unless(
        TIMER_FOLDER.matcher(folder).matches() && !folder.contains(".."),
        "folder",
        folder,
        "must be a folder below /var/run, /run or /tmp, of letters, digits, dots, dashes and underscores");
    return folder;
  }
}
