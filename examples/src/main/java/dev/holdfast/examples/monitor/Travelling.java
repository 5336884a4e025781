package dev.holdfast.examples.monitor;

import dev.holdfast.context.DeltaFormat;
import java.util.Locale;

/** The forms in which deltas may travel. */
enum Travelling {
  NESTED,
  FLAT,
  JSON_PATCH,
  MERGE_PATCH;

  DeltaFormat format() {
    return switch (this) {
      case NESTED -> DeltaFormat.nested();
      case FLAT -> DeltaFormat.flatPaths();
      case JSON_PATCH -> DeltaFormat.jsonPatch();
      case MERGE_PATCH -> DeltaFormat.mergePatch();
    };
  }

  /** Returns the name as it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
