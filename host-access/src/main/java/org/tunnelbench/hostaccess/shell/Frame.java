package org.tunnelbench.hostaccess.shell;

/** What the supervising shell says between the outputs of the commands. */
sealed interface Frame {
  /** What follows is the output of the first step; what came before is the login's own noise. */
  record Begun() implements Frame {}

  /** As {@link Begun}, on a terminal: what the shell says comes on one output alone. */
  record BegunOnTerminal() implements Frame {}

  /** On a terminal: what follows, up to the next frame, is what the step said as an error. */
  record Errors() implements Frame {}

  /** The command runs. */
  record Started(long processId) implements Frame {}

  /** The step under way is tried again: what it has said so far does not count. */
  record Again() implements Frame {}

  /** A step or the command ended; what follows is the output of the next. */
  record Ended(int exitCode) implements Frame {}

  /**
   * Nothing more will come of this conversation.
   *
   * @param stays whether the shell hears another
   */
  record Last(boolean stays) implements Frame {}

  /**
   * Reads one frame.
   *
   * @param text the letter and the number that follow the marker
   * @throws IllegalArgumentException where it is none
   */
  static Frame parse(String text) {
    return switch (text.isEmpty() ? '?' : text.charAt(0)) {
      case 'b' -> new Begun();
      case 't' -> new BegunOnTerminal();
      case 'd' -> new Errors();
      case 'p' -> new Started(Long.parseLong(text.substring(1)));
      case 'r' -> new Again();
      case 's' -> new Ended(Integer.parseInt(text.substring(1)));
      case 'e' -> new Last(true);
      case 'x' -> new Last(false);
      default -> throw new IllegalArgumentException("Not a frame: " + text);
    };
  }
}
