package dev.holdfast.examples.monitor;

import java.io.InputStream;
import java.io.PrintWriter;

/**
 * The three streams of the program.
 *
 * @param in what it reads
 * @param out what it prints
 * @param err what it has to say about it
 */
record Console(InputStream in, PrintWriter out, PrintWriter err) {}
