package org.tunnelbench.lab.fleet;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of a lab's parts, by the ids that this machine knows them by; within the lab's PID
 * namespace they have others.
 */
public final class PartProcesses {
  private static final String MARK = "-Dtunnelbench.part=";

  /** The argument of programs that take no mark: the name of the settings' file tells the part. */
  private static final Pattern SETTINGS = Pattern.compile("--config\\.file=.*/([a-z]+)\\.yml");

  private final Map<String, Long> processIds;

  private PartProcesses(Map<String, Long> processIds) {
    this.processIds = processIds;
  }

  /** The argument by which a part's process is known. */
  static String mark(String part) {
    return MARK + part;
  }

  /** Looks at the processes that run now. */
  public static PartProcesses of(LabRecord lab) {
    try (Stream<ProcessHandle> descendants =
        ProcessHandle.of(lab.supervisor()).stream().flatMap(ProcessHandle::descendants)) {
      return new PartProcesses(
          descendants
              .flatMap(process -> part(process).map(part -> Map.entry(part, process.pid())))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, Map.Entry::getValue, (older, newer) -> newer)));
    }
  }

  /** The process of a part, where it runs. */
  public OptionalLong processId(Part part) {
    Long found = processIds.get(part.name());
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  private static Stream<String> part(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(Arrays::stream)
        .flatMap(PartProcesses::named);
  }

  private static Stream<String> named(String argument) {
    if (argument.startsWith(MARK)) {
      return Stream.of(argument.substring(MARK.length()));
    }
    Matcher settings = SETTINGS.matcher(argument);
    return settings.matches() ? Stream.of(settings.group(1)) : Stream.empty();
  }
}
