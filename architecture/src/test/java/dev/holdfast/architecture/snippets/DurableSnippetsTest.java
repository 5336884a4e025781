package dev.holdfast.architecture.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurableSnippetsTest {

  record Session(String user, Instant signedIn) {}

  @Test
  void durableTable_isAMapThatIsSafe() {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    Session session = new Session("ann", now);
    // snippet: durable
    try (Holdfast holdfast = Holdfast.open("memory:")) { // survives with mapdb:./data or a database
      DurableTable<String, Session> sessions =
          holdfast.durableTable("sessions", Codec.utf8(), Codec.json(Session.class));
      DurableTable<String, Long> numbers =
          holdfast.durableTable("numbers", Codec.utf8(), Codec.int64());
      long attempt = numbers.updateCounter("attempts:ann", 1); // durable, and never lost
      sessions.write("s1", session); // returns when it is safe
      sessions.lookup("s1").ifPresent(found -> greet(found)); // memory alone, no lock
      numbers.dirtyWrite("seen:s1", now.toEpochMilli()); // at once, stored later
      List<String> ended =
          sessions.atomically(batch -> batch.delete("s1").delete("s2").then("signed out"));
      check(sessions, ended); // not shown
      assertThat(attempt).isEqualTo(1); // not shown
    }
    // end of snippet
  }

  private static void greet(Session session) {
    assertThat(session.user()).isEqualTo("ann");
  }

  private static void check(DurableTable<String, Session> sessions, List<String> ended) {
    assertThat(sessions.size()).isZero();
    assertThat(ended).containsExactly("signed out");
  }
}
