package org.tunnelbench.lab.debian;

import java.nio.file.Path;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A source package that is here.
 *
 * @param files of it, its description (dsc(5)) among them
 * @param folder that they lie in
 */
public record SourcePackage(String name, List<SourceFile> files, Path folder) {
  private static final String DESCRIPTION = ".dsc";

  public SourcePackage {
    files = List.copyOf(files);
    InvalidValueException.unless(
        files.stream().filter(SourcePackage::isDescription).count() == 1,
        "source package",
        files,
        "must have one description, a file that ends with " + DESCRIPTION);
  }

  /** The path of its description. */
  public Path description() {
    return folder.resolve(descriptionFile().fileName());
  }

  /** Differs where any of its files does: the description names the hash of each. */
  public String sha256() {
    return descriptionFile().sha256();
  }

  /** Its version, as the description's name has it: without an epoch. */
  public String version() {
    String file = descriptionFile().fileName();
    return file.substring(file.indexOf('_') + 1, file.length() - DESCRIPTION.length());
  }

  private SourceFile descriptionFile() {
    return files.stream().filter(SourcePackage::isDescription).findFirst().orElseThrow();
  }

  private static boolean isDescription(SourceFile file) {
    return file.fileName().endsWith(DESCRIPTION);
  }
}
