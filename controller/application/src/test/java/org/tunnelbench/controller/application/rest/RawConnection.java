package org.tunnelbench.controller.application.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes to a controller, a request of HTTP or not, and reads what comes back. */
final class RawConnection {
  /** After this long nothing more is sent, and it is waited as long again. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private static final int MOST_BYTES = 16 * 1024;
  private static final String END_OF_HEADERS = "\r\n\r\n";
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) .*", Pattern.DOTALL);
  private static final Pattern LENGTH =
      Pattern.compile("content-length: ([0-9]{1,9})\r\n", Pattern.CASE_INSENSITIVE);

  private RawConnection() {}

  /**
   * What was answered.
   *
   * @param status of HTTP; 0 where the connection was closed without an answer
   * @param text headers and the beginning of the body
   */
  record Answer(int status, String text) {}

  static Answer exchange(URI root, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
      socket.setSoTimeout((int) LONGEST_ANSWER.toMillis());
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      try {
        return answer(read(socket.getInputStream()));
      } catch (SocketTimeoutException waitsForMore) {
        socket.shutdownOutput();
        return answer(read(socket.getInputStream()));
      }
    } catch (SocketException closed) {
      return new Answer(0, String.valueOf(closed.getMessage()));
    }
  }

  private static Answer answer(String text) {
    Matcher status = STATUS.matcher(text);
    return new Answer(status.matches() ? Integer.parseInt(status.group(1)) : 0, text);
  }

  private static String read(InputStream stream) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    String text = "";
    while (!isWhole(text) && read.size() < MOST_BYTES) {
      int length = stream.read(some);
      if (length < 0) {
        break;
      }
      read.write(some, 0, length);
      text = read.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  /** A stream of events has no length, and no end: its headers are enough. */
  private static boolean isWhole(String text) {
    int headers = text.indexOf(END_OF_HEADERS);
    if (headers < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(text.substring(0, headers + 2));
    return !length.find()
        || text.length() - headers - END_OF_HEADERS.length() >= Integer.parseInt(length.group(1));
  }
}
