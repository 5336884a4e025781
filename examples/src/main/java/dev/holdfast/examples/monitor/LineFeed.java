package dev.holdfast.examples.monitor;

import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes each line of JSON under the id that it holds; tells of lines that it cannot take. */
final class LineFeed implements Feed {

  private final Lines lines;
  private final Notices notices;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  LineFeed(Lines lines, Notices notices) {
    this.lines = lines;
    this.notices = notices;
  }

  /** Publishes nothing, for the first line may be long in coming. */
  @Override
  public void begin(Publisher publisher) {}

  @Override
  public void run(Publisher publisher, Ending ending) throws IOException {
    for (Lines.Line line = lines.next(); line != null && !ending.isAsked(); line = lines.next()) {
      if (!line.isBlank()) {
        take(line, publisher);
      }
    }
  }

  private void take(Lines.Line line, Publisher publisher) {
    try {
      if (!line.isWhole()) {
        refuse(line, Text.of("it has %,d bytes; the most is %,d.", line.length(), lines.most()));
        return;
      }
      JsonObject document = JsonObject.parse(line.text());
      JsonValue id = document.get("id");
      if (id instanceof JsonString text) {
        publisher.publish(text.value(), document);
        taken.incrementAndGet();
      } else {
        refuse(
            line,
            id == null
                ? "it has no \"id\"."
                : "its \"id\" is " + id.kind().words() + ", not a string.");
      }
    } catch (InvalidRequestException | LimitExceededException e) {
      refuse(line, reason(e));
    }
  }

  /** The place of a fault in JSON is told within the document; here each one is a line. */
  private static String reason(HoldfastException refusal) {
    String happened = refusal.happened().replaceFirst("^Line 1, column", "Column");
    return refusal.code().id() + " " + happened;
  }

  private void refuse(Lines.Line line, String why) {
    refused.incrementAndGet();
    notices.add(Text.of("Line %d is not taken: %s", line.number(), why));
  }

  @Override
  public String summary() {
    return Text.of("Documents taken: %,d. Lines not taken: %,d.", taken.get(), refused.get());
  }
}
