package org.tunnelbench.hostaccess.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.BatchResult;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;

/** Runs batches and commands by scripts that shells of the host read. */
public final class ShellHostAccess implements HostAccess {
  /**
   * How much longer than its limit a host is waited for. It needs up to 7 seconds to kill what does
   * not listen, one for the rounding of limits to whole seconds, and one for that of what watches.
   */
  static final Duration ANSWER_GRACE = Duration.ofSeconds(10);

  private final HostName host;
  private final Shell shell;
  private final ToolPaths tools;
  private final ResidentShells shells;

  /** A host whose tools are where its PATH has them. */
  public ShellHostAccess(HostName host, Shell shell) {
    this(host, shell, ToolPaths.NONE);
  }

  public ShellHostAccess(HostName host, Shell shell, ToolPaths tools) {
    this.host = host;
    this.shell = shell;
    this.tools = tools;
    this.shells = new ResidentShells(host, shell, ShellFragments.ALL + tools.script());
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public BatchResult run(Batch batch, Duration limit)
      throws HostUnreachableException, InterruptedException {
    Deadline deadline = deadline(limit);
    ResidentShells.Conversation<BatchTranscript> conversation =
        shells.begin(BatchTranscript::new, deadline);
    BatchTranscript transcript = conversation.transcript();
    try {
      conversation.say(BatchScript.render(tools.in(batch), secondsLeft(deadline)));
      Duration longest = deadline.left().plus(ANSWER_GRACE);
      if (transcript.complete().get(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        return transcript.result();
      }
      throw new HostUnreachableException(host, "was lost " + progress(batch, transcript));
    } catch (TimeoutException silent) {
      throw new HostUnreachableException(
          host,
          "did not answer within %d s and a grace of %d s, %s"
              .formatted(limit.toSeconds(), ANSWER_GRACE.toSeconds(), progress(batch, transcript)));
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("A transcript never fails", impossible);
    } finally {
      conversation.close();
    }
  }

  @Override
  public RunningCommand start(List<String> argv, Duration limit, Consumer<String> lines)
      throws HostUnreachableException, InterruptedException {
    HostStep.Run command = new HostStep.Run(tools.in(argv));
    Deadline deadline = deadline(limit);
    ResidentShells.Conversation<CommandTranscript> conversation =
        shells.begin(CommandTranscript::new, deadline);
    conversation.say(CommandScript.render(command.argv(), secondsLeft(deadline)));
    return new SupervisedCommand(host, conversation, deadline).begin(lines, ANSWER_GRACE);
  }

  @Override
  public List<String> placed(List<String> argv) {
    return tools.in(argv);
  }

  @Override
  public boolean connected() {
    return shell.connected();
  }

  @Override
  public int sshSessions() {
    return shell.sshSessions();
  }

  @Override
  public void close() {
    shells.close();
    shell.close();
  }

  private static Deadline deadline(Duration limit) {
    InvalidValueException.unless(limit.isPositive(), "limit", limit, "must be longer than zero");
    return Deadline.after(limit);
  }

  private static long secondsLeft(Deadline deadline) {
    return Math.max(1, Seconds.roundedUp(deadline.left()));
  }

  private static String progress(Batch batch, BatchTranscript transcript) {
    String noise = transcript.noise();
    return "after %d of %d steps had answered%s"
        .formatted(
            transcript.result().results().size(),
            batch.steps().size(),
            noise.isEmpty() ? "" : "; it said: " + noise);
  }
}
