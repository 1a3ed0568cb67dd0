package org.tunnelbench.hostaccess.shell;

/**
 * Hears the first output of a shell, and passes it on. A shell on a terminal has no second one:
 * what belongs there comes on the first after a frame that says so, and every frame is for both.
 */
final class TerminalDivider implements FrameReader.Listener {
  private final FrameReader.Listener stdout;
  private final FrameReader.Listener stderr;
  private boolean onTerminal;
  private boolean errors;

  TerminalDivider(FrameReader.Listener stdout, FrameReader.Listener stderr) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  @Override
  public void output(byte[] bytes, int offset, int length) {
    (errors ? stderr : stdout).output(bytes, offset, length);
  }

  @Override
  public void frame(Frame frame) {
    switch (frame) {
      case Frame.Errors() -> errors = true;
      case Frame.BegunOnTerminal() -> {
        onTerminal = true;
        toAll(new Frame.Begun());
      }
      default -> toAll(frame);
    }
  }

  @Override
  public void closed() {
    stdout.closed();
    if (onTerminal) {
      stderr.closed();
    }
  }

  private void toAll(Frame frame) {
    errors = false;
    stdout.frame(frame);
    if (onTerminal) {
      stderr.frame(frame);
    }
  }
}
