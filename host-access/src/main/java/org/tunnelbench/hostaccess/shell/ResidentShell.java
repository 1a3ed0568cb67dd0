package org.tunnelbench.hostaccess.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tunnelbench.hostaccess.HostUnreachableException;

/**
 * A shell of the host that stays from one conversation to the next. To start one costs a host three
 * or four programs, as many as a small batch.
 */
final class ResidentShell implements AutoCloseable {
  private final ScriptInput input = new ScriptInput();
  private final SwitchedOutput stdout = new SwitchedOutput();
  private final SwitchedOutput stderr = new SwitchedOutput();
  private final Shell.Conversation conversation;

  private ResidentShell(
      Shell shell, String firstWords, Transcript transcript, Marker marker, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    input.say("{\n" + firstWords + "}\n");
    greet(transcript, marker);
    conversation = shell.converse(input, stdout, stderr, deadline);
  }

  /** Starts a shell and greets it, so that the transcript hears also why none could start. */
  static ResidentShell start(
      Shell shell, String firstWords, Transcript transcript, Marker marker, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    return new ResidentShell(shell, firstWords, transcript, marker, deadline);
  }

  /**
   * Asks the shell to say the marker. Until it has, it is told nothing else: where it has ended
   * meanwhile, nothing was run.
   */
  void greet(Transcript transcript, Marker marker) {
    try {
      stdout.heardBy(transcript.stdout());
      stderr.heardBy(transcript.stderr());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a transcript never fails", impossible);
    }
    input.say("m=" + marker.text() + "; greet\n");
  }

  void say(String script) {
    input.say(script);
  }

  /** Ends a conversation; what the shell says until the next is heard by nobody. */
  void rest() {
    stdout.heardByNobody();
    stderr.heardByNobody();
  }

  boolean ended() {
    return stdout.ended() || stderr.ended();
  }

  /** Ends the input of the shell, and with it what runs there. */
  void hangUp() {
    input.close();
  }

  /** Lets go of the shell. */
  @Override
  public void close() {
    conversation.close();
  }
}
