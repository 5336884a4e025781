package dev.holdfast.examples.monitor;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.DeltaFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param config the storage
 * @param every the interval of publishing; the viewers' paces are multiples of it
 * @param limit how long to run; {@code null} for as long as there is input, or until Ctrl-C
 * @param documents whether to publish documents from standard input instead of the machine's state
 * @param live whether to draw a table on the terminal
 * @param format how deltas travel
 */
record MonitorSettings(
    HoldfastConfig config,
    Duration every,
    @Nullable Duration limit,
    boolean documents,
    boolean live,
    DeltaFormat format) {

  /** Returns the storage's URL, secrets masked. */
  String storage() {
    return config.url().map(Object::toString).orElse("no storage");
  }
}
