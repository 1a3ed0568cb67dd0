package org.tunnelbench.hostaccess.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostStep;

/**
 * Where tools of a host are that are not to be taken from its PATH. Plans name tools; here, at the
 * edge, and nowhere else, a name becomes a path.
 *
 * @param byName absolute paths
 */
public record ToolPaths(Map<String, String> byName) {
  /** All tools are where the PATH has them. */
  public static final ToolPaths NONE = new ToolPaths(Map.of());

  public ToolPaths {
    byName = Map.copyOf(byName);
  }

  /** The batch, and the timers that it arms, with paths in place of names. */
  Batch in(Batch batch) {
    return byName.isEmpty()
        ? batch
        : new Batch(batch.steps().stream().map(this::in).toList(), batch.whenOneFails());
  }

  private HostStep in(HostStep step) {
    return switch (step) {
      case HostStep.Run(var argv) -> new HostStep.Run(in(argv));
      case HostStep.RunSilently(var argv) -> new HostStep.RunSilently(in(argv));
      case HostStep.Try(var argv) -> new HostStep.Try(in(argv));
      case HostStep.RunUntilItSucceeds(var argv, var tries, var pause) ->
          new HostStep.RunUntilItSucceeds(in(argv), tries, pause);
      case HostStep.ArmUndoTimer(var folder, var after, var undo) ->
          new HostStep.ArmUndoTimer(folder, after, undo.stream().map(this::in).toList());
      case HostStep.Write write -> write;
      case HostStep.Delete delete -> delete;
      case HostStep.DisarmUndoTimer disarm -> disarm;
    };
  }

  /** The command with the path of its tool in place of the name. */
  List<String> in(List<String> argv) {
    List<String> placed = new ArrayList<>(argv);
    placed.set(0, byName.getOrDefault(argv.getFirst(), argv.getFirst()));
    return placed;
  }

  /**
   * What a shell is told so that scripts, which name tools within themselves, find them: the
   * folders of the tools come first on its PATH, and with that on the PATH of all that it starts.
   * That helps a script where the tool's file bears the tool's name.
   */
  String script() {
    String folders =
        byName.entrySet().stream()
            .filter(tool -> tool.getValue().endsWith("/" + tool.getKey()))
            .map(tool -> tool.getValue().substring(0, tool.getValue().lastIndexOf('/')))
            .filter(folder -> !folder.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(":"));
    return folders.isEmpty() ? "" : "PATH=" + ShellQuoting.quote(folders + ":") + "$PATH\n";
  }
}
