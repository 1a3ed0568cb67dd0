package org.tunnelbench.hostaccess.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private ResidentShell(Shell shell, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    input.say("{\n" + ShellFragments.ALL + "}\n");
    conversation = shell.converse(input, stdout, stderr, deadline);
  }

  static ResidentShell start(Shell shell, Deadline deadline)
      throws HostUnreachableException, InterruptedException {
    return new ResidentShell(shell, deadline);
  }

  /**
   * Begins a conversation: the shell is asked to say the marker, and until it has, it is told
   * nothing else.
   *
   * @return false where the shell has ended; it has then run nothing
   * @throws TimeoutException where it did not answer in time
   */
  boolean begin(Transcript transcript, Marker marker, Deadline deadline)
      throws InterruptedException, TimeoutException {
    try {
      stdout.heardBy(transcript.stdout());
      stderr.heardBy(transcript.stderr());
      input.say("m=" + marker.text() + "; frame b\n");
      return transcript.begun().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a transcript never fails", impossible);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a transcript never fails", impossible);
    }
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
