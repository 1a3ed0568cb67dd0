package org.tunnelbench.hostaccess.shell;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** Reads one conversation from the two outputs of a shell. */
interface Transcript {
  OutputStream stdout();

  OutputStream stderr();

  /** Completes when the shell hears this conversation: true; or has ended before that: false. */
  CompletableFuture<Boolean> begun();

  /** Whether the conversation is over and the shell hears another. */
  boolean shellStays();

  /** What was said outside of the steps, by the login or by a shell that could not start. */
  String noise();
}
