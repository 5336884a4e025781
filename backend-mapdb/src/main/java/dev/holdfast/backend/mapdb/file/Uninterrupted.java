package dev.holdfast.backend.mapdb.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work with channels that an interrupt does not end.
 *
 * <p>An interrupt closes the channel that the thread is busy with, and one that came long before
 * closes the next channel that is used. So the thread's flag is taken away while the work is done,
 * the work is done again if an interrupt came meanwhile, and the flag is set again afterwards.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** What can be done again from its beginning, with a channel opened anew. */
  interface Work {
    void run() throws IOException;
  }

  /** Does the work until no interrupt has cut it short. */
  static void run(Work work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
