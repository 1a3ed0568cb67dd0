package org.tunnelbench.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Archives that tell nothing of where and when they were made: entries in the order of their paths,
 * all of root's and of one time (<a
 * href="https://reproducible-builds.org/docs/archives/">reproducible-builds.org</a>).
 */
public final class Tar {
  private static final int BEST_COMPRESSION = 9;

  /** As every link has. */
  private static final int LINK = 0777;

  private Tar() {}

  /**
   * Writes an archive.
   *
   * @param prefix before each path, such as {@code ./}
   * @param at the time of everything in it
   */
  public static void write(Tree tree, String prefix, Instant at, OutputStream output)
      throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(output, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      if (!prefix.isEmpty()) {
        put(tar, prefix, new Entry.Folder(Entry.EXECUTABLE), at);
      }
      for (Map.Entry<String, Entry> entry : tree.entries().entrySet()) {
        put(tar, prefix + entry.getKey(), entry.getValue(), at);
      }
    }
  }

  /** A stream that compresses, and says nothing of when. */
  public static OutputStream gzip(OutputStream output) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(BEST_COMPRESSION);
    return new GzipCompressorOutputStream(output, parameters);
  }

  private static void put(TarArchiveOutputStream tar, String path, Entry entry, Instant at)
      throws IOException {
    TarArchiveEntry header =
        switch (entry) {
          case Entry.Folder(var mode) -> {
            TarArchiveEntry folder = header(path.endsWith("/") ? path : path + "/", at);
            folder.setMode(mode);
            yield folder;
          }
          case Entry.Link(var target) -> {
            TarArchiveEntry link = header(path, TarConstants.LF_SYMLINK, at);
            link.setLinkName(target);
            link.setMode(LINK);
            yield link;
          }
          case Entry.Contents file -> {
            TarArchiveEntry contents = header(path, at);
            contents.setMode(file.mode());
            contents.setSize(file.size());
            yield contents;
          }
        };
    tar.putArchiveEntry(header);
    if (entry instanceof Entry.Contents file) {
      tar.write(file.bytes());
    }
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry header(String path, Instant at) {
    byte kind = path.endsWith("/") ? TarConstants.LF_DIR : TarConstants.LF_NORMAL;
    return header(path, kind, at);
  }

  private static TarArchiveEntry header(String path, byte kind, Instant at) {
    TarArchiveEntry header = new TarArchiveEntry(path, kind);
    header.setModTime(at.toEpochMilli());
    header.setIds(0, 0);
    header.setNames("root", "root");
    return header;
  }
}
