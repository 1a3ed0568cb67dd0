package org.tunnelbench.lab.doctor;

/**
 * One thing that the lab needs of a machine, or an experiment of a host.
 *
 * @param what it is
 * @param found what was found
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Check(String what, Verdict verdict, String found, String remedy) {
  /** Whether the thing is there. */
  public enum Verdict {
    PRESENT,
    /** Missing, but the lab works without, with the loss that the remedy tells. */
    DISPENSABLE,
    MISSING
  }

  /** Something that is there. */
  public static Check present(String what, String found) {
    return new Check(what, Verdict.PRESENT, found, "");
  }

  /** Something without which nothing works. */
  public static Check missing(String what, String found, String remedy) {
    return new Check(what, Verdict.MISSING, found, remedy);
  }

  /** Something without which less works. */
  public static Check dispensable(String what, String found, String remedy) {
    return new Check(what, Verdict.DISPENSABLE, found, remedy);
  }
}
