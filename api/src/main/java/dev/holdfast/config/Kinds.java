package dev.holdfast.config;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values there are. */
final class Kinds {

  static final Kind<String> TEXT = new Kind<>("text, not empty", Kinds::readText, text -> text);

  static final Kind<Boolean> BOOL =
      new Kind<>("true or false", text -> readBool(text.strip()), String::valueOf);

  static final Kind<Path> PATH = new Kind<>("a path", Kinds::readPath, Path::toString);

  static final Kind<List<String>> LIST =
      new Kind<>("a list separated by commas", Kinds::readList, texts -> String.join(",", texts));

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern MEASURE = Pattern.compile("([0-9]{1,19}) ?([A-Za-z]+)");

  private Kinds() {}

  static Kind<Integer> integer(int least, int most) {
    return bounded(
        "a whole number from " + least + " to " + most,
        least,
        most,
        text -> {
          if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
          }
          return new BigInteger(text).intValueExact();
        },
        String::valueOf);
  }

  static Kind<Long> size(long least, long most) {
    String range = SizeUnit.write(least) + " to " + SizeUnit.write(most);
    return bounded(
        "a size from " + range + ", written like 64MiB",
        least,
        most,
        text -> {
          Matcher measure = measure(text);
          return SizeUnit.of(measure.group(2)).bytes(Long.parseLong(measure.group(1)));
        },
        SizeUnit::write);
  }

  static Kind<Duration> duration(Duration least, Duration most) {
    String range = TimeUnits.write(least) + " to " + TimeUnits.write(most);
    return bounded(
        "a time span from " + range + ", written like 5s",
        least,
        most,
        text -> {
          Matcher measure = measure(text);
          return TimeUnits.read(Long.parseLong(measure.group(1)), measure.group(2));
        },
        TimeUnits::write);
  }

  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String names = Arrays.stream(constants).map(Kinds::name).collect(Collectors.joining(", "));
    return new Kind<>("one of " + names, text -> pick(constants, text.strip()), Kinds::name);
  }

  private static <T extends Comparable<? super T>> Kind<T> bounded(
      String form, T least, T most, Function<String, T> reader, Function<T, String> writer) {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("The bounds are the wrong way round: " + form);
    }
    Function<String, T> boundedReader =
        text -> {
          try {
            T value = reader.apply(text.strip());
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
              throw new IllegalArgumentException(text);
            }
            return value;
          } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException(text, tooLarge);
          }
        };
    return new Kind<>(form, boundedReader, writer);
  }

  private static Matcher measure(String text) {
    Matcher matcher = MEASURE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return matcher;
  }

  private static <E extends Enum<E>> E pick(E[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> name(constant).equals(text))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String readText(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static boolean readBool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Path readPath(String text) {
    return Path.of(readText(text));
  }

  private static List<String> readList(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(Kinds::readText).toList();
  }
}
