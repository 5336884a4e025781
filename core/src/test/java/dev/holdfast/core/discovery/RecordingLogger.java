package dev.holdfast.core.discovery;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** Keeps what is logged, each message after its level. */
final class RecordingLogger {

  private final List<String> messages = new ArrayList<>();

  List<String> messages() {
    return messages;
  }

  Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) ->
                method.getReturnType() == boolean.class || record(method.getName(), arguments));
  }

  private boolean record(String level, Object[] arguments) {
    Object[] values =
        arguments.length == 2 && arguments[1] instanceof Object[] array
            ? array
            : Arrays.copyOfRange(arguments, 1, arguments.length);
    String text = MessageFormatter.arrayFormat((String) arguments[0], values).getMessage();
    return messages.add(level + " " + text);
  }
}
