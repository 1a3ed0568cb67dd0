package org.tunnelbench.deploy.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What queries ask for. */
public final class Queries {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern NAME = Pattern.compile("\\btunnelbench[_:][a-zA-Z0-9_:]*");

  private Queries() {}

  /** The series of this project, measured and recorded, that a query names. */
  public static Set<String> names(String query) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(QUOTED.matcher(query).replaceAll("\"\""));
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }
}
