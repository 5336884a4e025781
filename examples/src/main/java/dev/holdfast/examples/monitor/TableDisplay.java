package dev.holdfast.examples.monitor;

import java.io.PrintWriter;

/** A table that is drawn anew each time, on a screen of its own. */
final class TableDisplay implements Display {

  private static final String ESCAPE = "\u001b[";
  private static final String OTHER_SCREEN = ESCAPE + "?1049h" + ESCAPE + "?25l";
  private static final String FIRST_SCREEN = ESCAPE + "?25h" + ESCAPE + "?1049l";
  private static final String HOME = ESCAPE + "H";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";

  private final PrintWriter out;
  private final String title;

  TableDisplay(PrintWriter out, String title) {
    this.out = out;
    this.title = title;
    out.print(OTHER_SCREEN);
  }

  @Override
  public void show(Scene scene) {
    out.print(HOME);
    print(title + ", " + scene.elapsed().toSeconds() + " s. Ctrl-C ends it.");
    print("");
    // What is shown of the machine is what one viewer has, not what was measured.
    MachineView.lines(scene.rows().get(0).viewer()).forEach(this::print);
    print("");
    ViewerTable.lines(scene).forEach(this::print);
    print("");
    print(verdict(scene));
    out.print(CLEAR_BELOW);
    out.flush();
  }

  private static String verdict(Scene scene) {
    return Text.of(
        "%,d versions published; %,d comparisons of viewers with the storage, %,d differ.",
        scene.versions(), scene.comparisons(), scene.differing().size());
  }

  private void print(String line) {
    out.print(line + CLEAR_LINE + "\r\n");
  }

  @Override
  public void close() {
    out.print(FIRST_SCREEN);
    out.flush();
  }
}
