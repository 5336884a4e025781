package dev.holdfast.tck.kill;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.FencedException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A program that wants a table for itself: it takes it over, writes for as long as it may, and
 * takes it over again. It begins when it is sent a byte, and tells which of its writes were
 * acknowledged, and which were refused.
 */
final class RivalTable {

  static final String NAME = "rivals";

  /** The first line that it writes. */
  static final String READY = "ready\n";

  private RivalTable() {}

  /** Arguments: the rival's name, how many writes to attempt. */
  public static void main(String[] args) throws IOException {
    try (Holdfast holdfast = Holdfast.open(HoldfastConfig.load());
        FileOutputStream answers = new FileOutputStream(FileDescriptor.out);
        FileInputStream start = new FileInputStream(FileDescriptor.in)) {
      answers.write(READY.getBytes(StandardCharsets.US_ASCII));
      start.read(); // until all rivals are ready
      DurableTable<String, Long> table = null;
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        String key = args[0] + "-" + i;
        String answer;
        try {
          if (table == null) {
            table = open(holdfast);
          }
          long number = i;
          table.atomically(batch -> batch.write(key, number).write(key + "-twin", number));
          answer = "stored";
        } catch (FencedException | ClosedException e) {
          table = null; // the next turn takes it back
          answer = "refused";
        }
        answers.write((answer + " " + key + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  static DurableTable<String, Long> open(Holdfast holdfast) {
    return holdfast.durableTable(
        NAME,
        Codec.utf8(),
        Codec.int64(),
        TableOptions.<String, Long>defaults().withBadnessThreshold(20));
  }
}
