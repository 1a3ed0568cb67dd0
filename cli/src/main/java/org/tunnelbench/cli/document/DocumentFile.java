package org.tunnelbench.cli.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.document.EndpointDocuments;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.FleetDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.contract.trial.EndpointDocument;

/** Documents in files. */
public final class DocumentFile {
  /** Bound on a document's file, in bytes. */
  static final long LARGEST = 1 << 20;

  private DocumentFile() {}

  /**
   * Reads a document.
   *
   * @throws UsageException where there is no such file, or it breaks rules, all of which are named
   *     with file and line
   */
  public static ExperimentDocument read(Path file) throws UsageException {
    try {
      return ExperimentDocuments.parse(text(file));
    } catch (InvalidDocumentException e) {
      throw invalid(file, e);
    }
  }

  /**
   * Does something with a file's document; what is found wrong with it then is named with file and
   * line, as what {@link #read} finds.
   */
  public static <T> T named(Path file, Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (InvalidDocumentException e) {
      throw invalid(file, ExperimentDocuments.atLines(text(file), e));
    } catch (RefusedException e) {
      if (e.violations().isEmpty()) {
        throw e;
      }
      InvalidDocumentException refused = new InvalidDocumentException(e.violations());
      throw invalid(file, ExperimentDocuments.atLines(text(file), refused));
    }
  }

  private static UsageException invalid(Path file, InvalidDocumentException e) {
    return new UsageException(
        e.violations().stream()
            .map(violation -> file + ": " + violation)
            .collect(Collectors.joining("\n")),
        e);
  }

  /**
   * Reads a fleet document. Relative paths of files in it are those from its folder, and {@code ~/}
   * is the user's home.
   *
   * @throws UsageException as {@link #read}
   */
  public static FleetDocument fleet(Path file) throws UsageException {
    try {
      FleetDocument fleet = FleetDocuments.parse(text(file));
      Path folder = file.toAbsolutePath().resolveSibling("");
      return new FleetDocument(
          fleet.hosts().stream().map(host -> host.withFiles(path -> placed(path, folder))).toList(),
          fleet.pairs());
    } catch (InvalidDocumentException e) {
      throw invalid(file, e);
    }
  }

  /**
   * Reads the document of one end.
   *
   * @throws UsageException as {@link #read}
   */
  public static EndpointDocument endpoint(Path file) throws UsageException {
    try {
      return EndpointDocuments.parse(text(file));
    } catch (InvalidDocumentException e) {
      throw invalid(file, e);
    }
  }

  private static String placed(String path, Path folder) {
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), path.substring(2)).toString()
        : folder.resolve(path).toString();
  }

  /** The text of a file that the user named. */
  public static String text(Path file) throws UsageException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UsageException(
            file + " is larger than " + LARGEST + " bytes: it is not an experiment document");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e, e);
    }
  }
}
