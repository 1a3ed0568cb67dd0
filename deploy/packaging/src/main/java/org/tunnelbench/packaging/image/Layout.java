package org.tunnelbench.packaging.image;

/** Where things are in an image. */
final class Layout {
  static final String APPLICATION = "opt/tunnelbench";
  static final String JAVA = "opt/java";
  static final String BILL_OF_MATERIALS = "usr/share/tunnelbench/bom.json";

  /** Where agent and probe keep what must survive them: a volume of their own. */
  static final String STATE = "var/lib/tunnelbench";

  /** Of everything that runs in it; nobody else's in an image. */
  static final int USER = 10001;

  private Layout() {}
}
