package dev.holdfast.spi.support;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;

/** Words the refusals of a commit, so that all backends say the same. */
public final class Conflicts {

  private static final String ABSENT = "absent";

  private Conflicts() {}

  /** The head is at another version, or the new version does not lie above the floor. */
  public static ConflictException version(CellRef cell, String expected, long actual) {
    return new ConflictException(
        ErrorCode.VERSION_CONFLICT,
        "Cell \"%s\" is at version %d, expected %s.".formatted(cell, actual, expected),
        expected,
        Long.toString(actual));
  }

  /** The head is at the version expected, but of another history. */
  public static ConflictException history(CellRef cell, String expected, String actual) {
    return new ConflictException(
        ErrorCode.VERSION_CONFLICT,
        "Cell \"%s\" is at %s of another history, expected %s.".formatted(cell, actual, expected),
        expected,
        actual);
  }

  /** There is a head where none was expected. */
  public static ConflictException headExists(CellRef cell, long actual) {
    return new ConflictException(
        ErrorCode.HEAD_EXISTS,
        "Cell \"%s\" exists at version %d, expected none.".formatted(cell, actual),
        ABSENT,
        Long.toString(actual));
  }

  /** There is no head where one was expected. */
  public static ConflictException headAbsent(CellRef cell, String expected) {
    return new ConflictException(
        ErrorCode.HEAD_ABSENT,
        "Cell \"%s\" does not exist, expected %s.".formatted(cell, expected),
        expected,
        ABSENT);
  }

  /** An append or an expected end does not fit where the log ends. */
  public static ConflictException offset(CellRef cell, LogRef log, String expected, Offset last) {
    return new ConflictException(
        ErrorCode.OFFSET_CONFLICT,
        "Log \"%s\" of cell \"%s\" ends at %s, expected %s."
            .formatted(log.name(), cell, last, expected),
        expected,
        last.toString());
  }

  /** A row is not at the version expected; 0 stands for absent. */
  public static ConflictException row(
      CellRef cell, MapRef map, Bytes key, long expected, long actual) {
    String expectedText = expected == 0 ? ABSENT : Long.toString(expected);
    String actualText = actual == 0 ? ABSENT : Long.toString(actual);
    return new ConflictException(
        ErrorCode.ROW_CONFLICT,
        "Row %s of map \"%s\" of cell \"%s\" is at version %s, expected %s."
            .formatted(key, map.name(), cell, actualText, expectedText),
        expectedText,
        actualText);
  }

  /** A commit is repeated after its result was forgotten. */
  public static OutcomeUnknownException expired(CellRef cell, CommitId id) {
    return new OutcomeUnknownException(
        ErrorCode.COMMIT_EXPIRED,
        "Commit %d of writer %s on \"%s\", first attempted at %s, is repeated too late."
            .formatted(id.sequence(), id.writer(), cell, id.issuedAt()));
  }
}
