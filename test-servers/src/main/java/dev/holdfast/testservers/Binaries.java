package dev.holdfast.testservers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Servers that come from Maven Central: unpacks them from their jars. */
final class Binaries {

  private static final int ANY_EXECUTE = 0111;

  private Binaries() {}

  /**
   * Checks that the servers run here.
   *
   * @throws IllegalStateException on anything but Linux on x86-64
   */
  static void checkPlatform() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)")) {
      throw new IllegalStateException(
          "Embedded servers run on Linux on x86-64, and this is %s; use a container engine."
              .formatted(system));
    }
  }

  /** Copies a resource into a file. */
  static void copy(String resource, Path file) {
    try (InputStream in = open(resource)) {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written.", e);
    }
  }

  /** Copies a program, to be run. */
  static void copyProgram(String resource, Path file) {
    copy(resource, file);
    makeExecutable(file);
  }

  /** Unpacks a {@code .txz} resource into a folder. */
  static void unpack(String resource, Path folder) {
    try (InputStream in = open(resource);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, folder.resolve(entry.getName()).normalize());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be unpacked.", e);
    }
  }

  private static void unpack(InputStream content, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if ((entry.getMode() & ANY_EXECUTE) != 0) {
        makeExecutable(target);
      }
    }
  }

  private static void makeExecutable(Path file) {
    try {
      Set<PosixFilePermission> all = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      all.add(PosixFilePermission.OWNER_EXECUTE);
      all.add(PosixFilePermission.GROUP_EXECUTE);
      all.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be made executable.", e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = Binaries.class.getResourceAsStream("/" + resource);
    if (in == null) {
      throw new IllegalStateException("No jar on the class path holds " + resource + ".");
    }
    return in;
  }
}
