package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.ChannelExec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tunnelbench.hostaccess.shell.ScriptInput;
import org.tunnelbench.hostaccess.shell.Shell;

/**
 * One channel from its opening to its end. It has begun when its shell says something, and has
 * ended when the server has closed it; until the one and during the other it takes the only turn.
 */
final class ChannelLife {
  /** How long a server may take to close a channel whose shell has nothing more to do. */
  private static final long LONGEST_END_SECONDS = 1;

  private final ScriptInput script;
  private final OutputStream stdout;
  private final OutputStream stderr;
  private final Turn beginning;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean released = new AtomicBoolean();

  ChannelLife(ScriptInput script, OutputStream stdout, OutputStream stderr, Turn beginning) {
    this.script = script;
    this.stdout = new Heard(stdout);
    this.stderr = new LastHeard(stderr);
    this.beginning = beginning;
  }

  void attach(ChannelExec channel) {
    channel.setInputStream(script);
    channel.setOutputStream(stdout);
    channel.setErrStream(stderr);
  }

  /** What gives back the channel's permit, and takes a turn for its end. */
  Shell.Conversation conversation(ChannelExec channel, Semaphore turns, Semaphore channels) {
    return () -> {
      if (released.compareAndSet(false, true)) {
        Thread.ofPlatform()
            .daemon()
            .name("ssh-channel-end")
            .start(() -> end(channel, turns, channels));
      }
    };
  }

  private void end(ChannelExec channel, Semaphore turns, Semaphore channels) {
    try {
      // Another channel that does not begin must not keep this one from its end.
      boolean myTurn = turns.tryAcquire(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      try {
        script.close();
        if (!ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
          channel.disconnect();
        }
      } finally {
        if (myTurn) {
          turns.release();
        }
      }
    } catch (InterruptedException interrupted) {
      channel.disconnect();
      Thread.currentThread().interrupt();
    } finally {
      beginning.end();
      channels.release();
    }
  }

  /** Passes on, and ends the turn of the beginning. */
  private class Heard extends OutputStream {
    private final OutputStream target;

    Heard(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
      beginning.end();
      target.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      beginning.end();
      target.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      beginning.end();
      target.close();
    }
  }

  /** The standard error, which JSch closes last, when the server has closed the channel. */
  private final class LastHeard extends Heard {
    LastHeard(OutputStream target) {
      super(target);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        ended.countDown();
      }
    }
  }
}
