package dev.holdfast.tck;

import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.stream.Stream;

/** Names that are valid and that engines get wrong: all differ, and all must stay apart. */
public final class HostileNames {

  private static final List<String> SHORT =
      List.of(
          "a",
          "A",
          "a:b",
          "a*",
          "a?",
          "[a]",
          "{a}",
          "}a{",
          "{a}b",
          "{}",
          "a/%_",
          "a/b",
          "a/",
          "/",
          "..",
          "a\\b",
          "a'b",
          "a\"b",
          "a;b",
          "a,b",
          "%",
          "_",
          "-",
          " ",
          "a ",
          "a  ",
          " a",
          "\t",
          "a\n",
          "a\r\n",
          "\u0000",
          "a\u0000",
          "a\u0000b",
          "\u007f",
          "null",
          "NULL",
          "0",
          "00",
          "1e3",
          "ä",
          "a\u0308",
          "é",
          "e\u0301",
          "ß",
          "ss",
          "SS",
          "ı",
          "i",
          "I",
          "İ",
          "\u212a",
          "k",
          "\ufb01",
          "fi",
          "日本",
          "\u200b",
          "\ufeff",
          "\uffff",
          "\ud83d\ude00",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "\udbff\udfff");

  private HostileNames() {}

  /** Returns the names, the longest of them exactly {@code maxBytes} UTF-8 bytes long. */
  public static List<String> upTo(int maxBytes) {
    String full = "x".repeat(maxBytes);
    Stream<String> longest =
        Stream.of(
            full,
            full.substring(1) + "y",
            "\ud83d\ude00".repeat(maxBytes / 4),
            "\u0000".repeat(maxBytes),
            full.substring(1));
    return Stream.concat(SHORT.stream(), longest)
        .filter(name -> Bytes.utf8(name).length() <= maxBytes)
        .toList();
  }
}
