package org.tunnelbench.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.hostagent.plan.HostFile;
import org.tunnelbench.hostagent.plan.PlanText;
import org.tunnelbench.hostagent.plan.PlannedStep;
import org.tunnelbench.hostagent.plan.TrialNames;
import org.tunnelbench.hostagent.plan.Word;

/**
 * What one end of a cell does, as lines of a here-document whose shell expands {@code $name}:
 * addresses of the underlay and keys are such names.
 *
 * @param device that carries the tunnel; empty on the bare underlay
 * @param address that this end sends its traffic from
 * @param peer that it sends to
 * @param checks that nothing of the same name or selector stands there
 * @param setUp in order
 * @param takeDown the newest first
 * @param ping succeeds once the far end answers
 */
record ShellBlocks(
    String device,
    String address,
    String peer,
    List<String> checks,
    List<String> setUp,
    List<String> takeDown,
    String ping) {
  private static final String DELETE = "delete";

  private static final String QUIETLY = " >/dev/null 2>&1";

  static ShellBlocks of(CellEnds.End end, String ownName, String peerName) {
    Expansion expansion =
        new Expansion(
            Map.of(
                end.spec().underlay().value(), ownName,
                end.spec().underlayPeer().value(), peerName));
    TrialNames names = end.plan().names();
    return new ShellBlocks(
        end.spec().levels().tunnel() == TunnelKind.NONE ? "" : names.tunnel(),
        expansion.of(end.spec().trafficAddress().value()),
        expansion.of(end.spec().trafficPeer().value()),
        checks(end, expansion),
        setUp(end, expansion),
        end.plan().undo().stream().map(expansion::command).toList(),
        expansion.command(end.plan().proof().ping()));
  }

  private static List<String> checks(CellEnds.End end, Expansion expansion) {
    List<String> checks = new ArrayList<>();
    for (List<String> undo : end.plan().undo()) {
      look(undo)
          .ifPresent(
              look ->
                  checks.add(
                      "if %s%s; then stop %s; fi"
                          .formatted(
                              expansion.command(look),
                              QUIETLY,
                              expansion.command(
                                  List.of("there is one already: " + String.join(" ", look))))));
    }
    return checks;
  }

  /** What succeeds where the thing stands that an inverse deletes. */
  private static Optional<List<String>> look(List<String> undo) {
    if (undo.size() > 3 && undo.getFirst().equals("ip") && undo.contains(DELETE)) {
      List<String> look = new ArrayList<>(undo);
      boolean xfrm = undo.get(1).equals("xfrm");
      look.set(undo.indexOf(DELETE), xfrm ? "get" : "show");
      if (!xfrm) {
        return Optional.of(List.of("ip", "link", "show", "dev", undo.getLast()));
      }
      return Optional.of(look);
    }
    return Optional.empty();
  }

  private static List<String> setUp(CellEnds.End end, Expansion expansion) {
    List<String> lines = new ArrayList<>();
    for (PlannedStep step : end.plan().steps()) {
      switch (step) {
        case PlannedStep.Command command -> lines.add(expansion.command(command.argv()));
        case PlannedStep.Await await -> lines.add(expansion.command(await.argv()));
        case PlannedStep.KeptFiles kept ->
            kept.files().forEach(file -> lines.addAll(write(file, expansion)));
        case PlannedStep.ToolFile fed -> {
          lines.addAll(write(fed.file(), expansion));
          String run = expansion.command(fed.argv());
          lines.add(fed.tool().silentWhereItSucceeds() ? "silently " + run : run);
          lines.add(expansion.command(List.of("rm", "-rf", fed.file().folder())));
        }
      }
    }
    return lines;
  }

  private static List<String> write(HostFile file, Expansion expansion) {
    List<String> lines = new ArrayList<>();
    lines.add(expansion.command(List.of("mkdir", "-p", file.folder())));
    lines.add("cat >%s <<'FILE'".formatted(expansion.of(file.path())));
    for (List<Word> words : file.lines()) {
      lines.add(words.stream().map(expansion::word).collect(Collectors.joining(" ")));
    }
    lines.add("FILE");
    lines.add("chmod %o %s".formatted(file.mode(), expansion.of(file.path())));
    return lines;
  }

  /**
   * Writes text for a here-document.
   *
   * @param names of shell variables by the addresses that they stand for
   */
  private record Expansion(Map<String, String> names) {
    Expansion {
      names = new LinkedHashMap<>(names);
    }

    /** A command; quoted words stay quoted, since the host's shell reads them. */
    String command(List<String> argv) {
      return of(PlanText.command(argv));
    }

    /** A word of a file, a key as the variable that holds it. */
    String word(Word word) {
      if (!word.secret()) {
        return of(word.text());
      }
      Placeholder key =
          Placeholder.of(word.text())
              .orElseThrow(() -> new IllegalStateException("a secret that is no placeholder"));
      return (word.text().startsWith("0x") ? "0x" : "") + "${" + key.variable() + "}";
    }

    String of(String text) {
      String expanded = text.replace("\\", "\\\\").replace("$", "\\$").replace("`", "\\`");
      for (Map.Entry<String, String> name : names.entrySet()) {
        expanded =
            expanded.replaceAll(
                "(?<![0-9.])" + name.getKey().replace(".", "\\.") + "(?![0-9]|\\.[0-9])",
                "\\${" + name.getValue() + "}");
      }
      return expanded;
    }
  }
}
