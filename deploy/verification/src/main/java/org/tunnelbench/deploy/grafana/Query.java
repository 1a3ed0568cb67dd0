package org.tunnelbench.deploy.grafana;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a panel or a variable asks Prometheus for.
 *
 * @param place dashboard and panel
 * @param text with Grafana's variables in it
 */
public record Query(String place, String text) {
  /** What Grafana would put for its own interval, with scrapes of a second. */
  private static final String INTERVAL = "1m";

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.+), ([a-z]+)\\)", Pattern.DOTALL);

  /** What Prometheus is asked with every variable at "All". */
  public String withAll() {
    String filled = text.replace("$__rate_interval", INTERVAL).replaceAll("\\$[a-z]+", ".*");
    Matcher labels = LABEL_VALUES.matcher(filled);
    return labels.matches()
        ? "count by (%s) (%s)".formatted(labels.group(2), labels.group(1))
        : filled;
  }
}
