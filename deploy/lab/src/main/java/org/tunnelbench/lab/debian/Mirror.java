package org.tunnelbench.lab.debian;

import java.nio.file.Path;

/**
 * Where packages come from.
 *
 * @param uri of an archive, such as a machine's own sources name
 * @param keyring with which its indices must be signed
 */
public record Mirror(String uri, Path keyring) {}
