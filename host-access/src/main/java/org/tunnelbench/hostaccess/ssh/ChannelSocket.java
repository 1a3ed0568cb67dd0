package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A socket whose bytes go through a channel of a session. It has what JSch asks of one, above all
 * the time limit on reading, by which a session notices that nobody answers any more.
 */
final class ChannelSocket extends Socket {
  private final ChannelDirectTCPIP channel;
  private final TimedPipe received;

  /**
   * @param received hears what the channel receives
   */
  ChannelSocket(ChannelDirectTCPIP channel, TimedPipe received) {
    this.channel = channel;
    this.received = received;
  }

  @Override
  public InputStream getInputStream() {
    return received.source();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return channel.getOutputStream();
  }

  /** Bytes are sent on as they come. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public synchronized void setSoTimeout(int milliseconds) {
    received.limitReading(Duration.ofMillis(milliseconds));
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public synchronized void close() throws IOException {
    received.end();
    channel.disconnect();
    super.close();
  }
}
