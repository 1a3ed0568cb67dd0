package org.tunnelbench.controller.application.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do with the controller. */
public enum Role {
  /** Sees everything, changes nothing. */
  VIEWER,
  /** Submits, imports, cancels and deletes experiments, and sees everything. */
  OPERATOR;

  /** {@link #VIEWER}, as annotations, tokens and claims say it. */
  public static final String VIEWER_NAME = "viewer";

  /** {@link #OPERATOR}, as annotations, tokens and claims say it. */
  public static final String OPERATOR_NAME = "operator";

  static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.roleName().equals(name)).findFirst();
  }

  String roleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all that this role includes. */
  Set<String> included() {
    return switch (this) {
      case VIEWER -> Set.of(VIEWER_NAME);
      case OPERATOR -> Set.of(VIEWER_NAME, OPERATOR_NAME);
    };
  }
}
