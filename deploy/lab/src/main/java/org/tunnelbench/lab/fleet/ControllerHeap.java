package org.tunnelbench.lab.fleet;

/** How much memory a controller may use, in a lab, as a unit and in a pod. */
public final class ControllerHeap {
  /**
   * Little of it is used: the records of the 50,000 trials that it keeps at most take some 30 MB. A
   * report of 10,000 trials takes some 270 MB while it is made, and two are made at a time.
   */
  public static final String ARGUMENT = "-Xmx768m";

  private ControllerHeap() {}
}
