package org.tunnelbench.lab.debian;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code apt-get --print-uris} prints. */
final class PrintedUris {
  private static final Pattern LINE =
      Pattern.compile("'[^']+' (?<file>\\S+) (?<size>[0-9]+) SHA256:(?<sha256>[0-9a-f]{64})");

  /** To {@code install}, apt tells another checksum. */
  private static final Pattern NAME = Pattern.compile("'[^']+' (?<name>[^\\s_]+)_\\S+ [0-9]+ .*");

  private PrintedUris() {}

  /** The files of a source package, one for each line of that form. */
  static List<SourceFile> sources(String output) {
    return output
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(
            line ->
                new SourceFile(
                    line.group("file"), Long.parseLong(line.group("size")), line.group("sha256")))
        .toList();
  }

  /** The names of the packages, in order. */
  static List<String> names(String output) {
    return output
        .lines()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group("name"))
        .sorted()
        .toList();
  }

  /** The files, one for each line of that form; other lines are notes of apt's. */
  static List<PackageFile> parse(String output) {
    return output
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(
            line ->
                new PackageFile(
                    line.group("file"), Long.parseLong(line.group("size")), line.group("sha256")))
        .toList();
  }
}
