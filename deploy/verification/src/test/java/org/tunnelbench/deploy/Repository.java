package org.tunnelbench.deploy;

import java.nio.file.Path;

/** Where the project's files are. */
public final class Repository {
  /** The root of the checkout. */
  public static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  /** What this module's build has made. */
  public static final Path TARGET = Path.of("target").toAbsolutePath();

  private Repository() {}
}
