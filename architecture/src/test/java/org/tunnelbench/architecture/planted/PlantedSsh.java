package org.tunnelbench.architecture.planted;

import com.jcraft.jsch.JSch;

/** Breaks the rule on JSch. */
class PlantedSsh {
  private final JSch jsch = new JSch();

  @Override
  public String toString() {
    return jsch.toString();
  }
}
