package dev.holdfast.backend.jdbc.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The paths of a file system of H2 that opens {@link SteadyFile}s, otherwise that of the disk.
 *
 * <p>Public only because H2 makes instances of it.
 */
public final class SteadyPath extends FilePathWrapper {

  private static final String SCHEME = "holdfast";

  /** Called by H2, for each path. */
  public SteadyPath() {}

  /** Makes the file system known to H2, any number of times, and returns what URLs call it. */
  public static String register() {
    Class<?> own = SteadyPath.class; // H2 has no name as a module where it is on the class path
    own.getModule().addExports(own.getPackageName(), FilePath.class.getModule());
    FilePath.register(new SteadyPath());
    return SCHEME + ":";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new SteadyFile(getBase().toString(), mode);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
