package org.tunnelbench.hostaccess.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.hostaccess.shell.Deadline;

/** Connects through a session with a server that passes connections on (RFC 4254, section 7.2). */
final class ChannelSocketFactory implements SocketFactory {
  private final Session through;
  private final Deadline deadline;

  /**
   * @param deadline of the connecting
   */
  ChannelSocketFactory(Session through, Deadline deadline) {
    this.through = through;
    this.deadline = deadline;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    try {
      // JSch swallows what goes wrong while a session ends, and answers null.
      @Nullable Channel opened = through.openChannel("direct-tcpip");
      if (!(opened instanceof ChannelDirectTCPIP channel)) {
        throw new IOException("the session with " + through.getHost() + " ended");
      }
      channel.setHost(host);
      channel.setPort(port);
      TimedPipe received = new TimedPipe();
      channel.setOutputStream(received.sink());
      channel.connect((int) Math.max(1, deadline.left().toMillis()));
      return new ChannelSocket(channel, received);
    } catch (JSchException failed) {
      throw new IOException(
          "%s port %d passes no connection on to %s port %d (%s): look whether it allows that (AllowTcpForwarding) and reaches it"
              .formatted(through.getHost(), through.getPort(), host, port, failed.getMessage()),
          failed);
    }
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }
}
