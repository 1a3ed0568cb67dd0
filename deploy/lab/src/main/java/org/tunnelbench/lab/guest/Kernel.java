package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;

/**
 * A kernel that can be started.
 *
 * @param release as {@code uname -r} prints it, such as {@code 6.1.176}
 * @param build the source that it was built from, such as {@code 6.1.176-1}
 * @param suite that gave it
 * @param folder that holds it
 */
public record Kernel(String release, String build, String suite, Path folder) {
  public Kernel {
    InvalidValueException.unless(
        release.matches("[0-9]+\\.[0-9]+([.-].*)?"),
        "kernel release",
        release,
        "must begin with two numbers");
  }

  /** The release's first two numbers, such as {@code 6.1}, by which users choose kernels. */
  public String series() {
    List<String> numbers = List.of(release.split("[.-]", 3));
    return numbers.get(0) + "." + numbers.get(1);
  }

  /** The program, to be started where {@link #LIBRARIES} names a link to {@link #libraries}. */
  Path program() {
    return folder.resolve("linux");
  }

  /** The C library that it was built for. */
  Path libraries() {
    return folder.resolve(LIBRARIES);
  }

  Path modules() {
    return folder.resolve("modules");
  }

  /** Name of the C library's folder where the program is started; kept short, see KernelImage. */
  static final String LIBRARIES = "g";
}
