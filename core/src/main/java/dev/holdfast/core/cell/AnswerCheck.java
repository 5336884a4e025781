package dev.holdfast.core.cell;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out a backend that does not answer what it was asked: a defect, so it fails loudly. */
final class AnswerCheck {

  private AnswerCheck() {}

  static <T> T present(String backend, String operation, @Nullable T answer) {
    if (answer == null) {
      throw defect(backend, operation, "returned null");
    }
    return answer;
  }

  static List<CellAnswer> answers(
      String backend, List<CellRead> requests, @Nullable List<CellAnswer> answers) {
    List<CellAnswer> given = present(backend, "read", answers);
    if (given.size() != requests.size()) {
      throw defect(
          backend, "read", "gave " + given.size() + " answers to " + requests.size() + " requests");
    }
    for (int i = 0; i < requests.size(); i++) {
      parts(backend, requests.get(i).parts(), present(backend, "read", given.get(i)).answers());
    }
    return given;
  }

  private static void parts(String backend, List<Part<?>> parts, List<PartAnswer> answers) {
    if (answers.size() != parts.size()) {
      throw defect(
          backend, "read", "gave " + answers.size() + " answers to " + parts.size() + " parts");
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!typeOf(parts.get(i)).isInstance(answers.get(i))) {
        throw defect(backend, "read", "answered " + parts.get(i) + " with " + answers.get(i));
      }
    }
  }

  private static Class<? extends PartAnswer> typeOf(Part<?> part) {
    if (part instanceof Part.HeadPart) {
      return HeadAnswer.class;
    } else if (part instanceof Part.LogPart) {
      return LogAnswer.class;
    } else if (part instanceof Part.LogStatsPart) {
      return LogStats.class;
    } else if (part instanceof Part.RowsPart) {
      return RowsAnswer.class;
    } else if (part instanceof Part.ScanPart) {
      return RowPage.class;
    }
    return MapStats.class;
  }

  private static IllegalStateException defect(String backend, String operation, String what) {
    return new IllegalStateException(
        "The backend \"%s\" %s from %s; this is a defect of the backend."
            .formatted(backend, what, operation));
  }
}
