package dev.holdfast.examples.monitor;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/**
 * A run of the program inside this virtual machine.
 *
 * @param exitCode how it ended
 * @param out what it printed
 * @param err what it complained about
 */
record Run(int exitCode, String out, String err) {

  static Run of(String... arguments) {
    return of(InputStream.nullInputStream(), UnaryOperator.identity(), arguments);
  }

  static Run withInput(String input, String... arguments) {
    return of(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        UnaryOperator.identity(),
        arguments);
  }

  static Run of(InputStream input, UnaryOperator<Bytes> line, String... arguments) {
    return of(HoldfastConfig.builder().build(), input, line, arguments);
  }

  static Run of(HoldfastConfig config, String... arguments) {
    return of(config, InputStream.nullInputStream(), UnaryOperator.identity(), arguments);
  }

  private static Run of(
      HoldfastConfig config, InputStream input, UnaryOperator<Bytes> line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new MonitorCommand(() -> config, input, line)
            .commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return new Run(command.execute(arguments), out.toString(), err.toString());
  }
}
