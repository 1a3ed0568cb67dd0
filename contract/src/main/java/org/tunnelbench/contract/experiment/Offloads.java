package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Offloads of the underlay's interface, by the short names of ethtool(8).
 *
 * @param features {@code on} or {@code off} by name; empty for whatever the interface has
 */
public record Offloads(SortedMap<String, String> features) {
  /** Whatever the interface has. */
  public static final Offloads DEFAULT = new Offloads(Collections.emptySortedMap());

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(rx|tx|sg|tso|ufo|gso|gro|lro|rxvlan|txvlan|ntuple|rxhash)=(on|off)");

  public Offloads {
    features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
  }

  /** Reads {@code default} or such as {@code gro=off, tso=off}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Offloads parse(String text) {
    return text.equals("default")
        ? DEFAULT
        : new Offloads(
            Assignments.parse(
                "offload",
                text,
                ASSIGNMENT,
                "must be default or NAME=on|off, such as \"gro=off, tso=off\", with ethtool's names"
                    + " rx, tx, sg, tso, ufo, gso, gro, lro, rxvlan, txvlan, ntuple, rxhash"));
  }

  @Override
  @JsonValue
  public String toString() {
    return Assignments.text(features);
  }
}
