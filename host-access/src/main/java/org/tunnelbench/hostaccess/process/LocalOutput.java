package org.tunnelbench.hostaccess.process;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the standard output and the standard error of a started command go. */
public sealed interface LocalOutput {
  /** To where this process's own go. */
  record Inherited() implements LocalOutput {}

  /** Nowhere. */
  record Discarded() implements LocalOutput {}

  /** Both to the end of a file, which is made where it is missing. */
  record ToFile(Path file) implements LocalOutput {}

  /**
   * Both, line by line as they are printed and without line ends, to a consumer that is called from
   * one thread. What the consumer throws ends the process and becomes the failure of its exit code.
   * A line of more than {@value LineSplitter#LONGEST_LINE} bytes comes in pieces.
   */
  record Lines(Consumer<String> consumer) implements LocalOutput {}

  /** Each as it is printed to a stream of its own, which is closed when the output ends. */
  record Streams(OutputStream stdout, OutputStream stderr) implements LocalOutput {}
}
