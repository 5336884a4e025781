package dev.holdfast.backend.mapdb;

import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import java.nio.file.Path;

/** What can be set. */
final class MapdbOptions {

  private static final long MIB = 1L << 20;

  static final Option<Path> DIRECTORY =
      Option.path("dir")
          .required()
          .fromUrl()
          .describedAs("The directory that holds the store, and nothing else.");

  static final Option<Boolean> CREATE =
      Option.bool("create")
          .defaultsTo(true)
          .describedAs("Whether to make the directory if it is missing; its parent must be there.");

  static final Option<Long> CHECKPOINT_SIZE =
      Option.size("checkpoint-size", MIB / 4, 4096 * MIB)
          .defaultsTo(64 * MIB)
          .describedAs(
              "How much is kept in memory and in the journal before it is written to a table; more"
                  + " means fewer writes, more memory and a slower start after a crash.");

  static final Option<Long> SEGMENT_SIZE =
      Option.size("segment-size", MIB / 16, 1024 * MIB)
          .defaultsTo(16 * MIB)
          .describedAs("The size of a file of the journal, written full of zeros ahead of use.");

  static final Options ALL = Options.of(DIRECTORY, CREATE, CHECKPOINT_SIZE, SEGMENT_SIZE);

  private MapdbOptions() {}
}
