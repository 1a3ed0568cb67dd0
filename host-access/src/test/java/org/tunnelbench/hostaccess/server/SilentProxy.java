package org.tunnelbench.hostaccess.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a port of this machine until it falls silent, and keeps them open. */
public final class SilentProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  public SilentProxy(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    background(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** From now on nothing passes, in no direction, as with a cable that is pulled. */
  public void fallSilent() {
    silent = true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        background(() -> pass(near, far));
        background(() -> pass(far, near));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream()) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        if (!silent) {
          output.write(buffer, 0, count);
        }
      }
    } catch (IOException closed) {
      // One end closes the other.
    }
  }

  private static void background(Runnable task) {
    Thread.ofPlatform().daemon().name("silent-proxy").start(task);
  }
}
