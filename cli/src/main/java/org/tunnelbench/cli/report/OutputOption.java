package org.tunnelbench.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.UsageException;
import picocli.CommandLine.Option;

/** Where results go. */
public final class OutputOption {
  private static final Path RESULTS = Path.of("results");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "The folder for report.html, result.json, samples.csv and evidence.zip; by default a new one below results.")
  private @Nullable Path output;

  /** Whether the user named a folder. */
  public boolean isSet() {
    return output != null;
  }

  /** Makes the folder that the user named, so that it is known to be one before anything starts. */
  public void check() throws UsageException {
    if (output != null) {
      ResultFolder.named(output);
    }
  }

  /** The folder for an experiment of that name; made where it is missing. */
  public Path folder(String experiment) throws IOException, UsageException {
    Optional<Path> named = Optional.ofNullable(output);
    return named.isPresent()
        ? ResultFolder.named(named.get())
        : ResultFolder.fresh(RESULTS, experiment, LocalDateTime.now(ZoneId.systemDefault()));
  }
}
