/**
 * The live monitor: publishes this machine's state, or documents from standard input, and lets
 * several viewers follow it.
 *
 * <p>{@link dev.holdfast.examples.monitor.MonitorCommand} is the program. Feeds publish; viewers
 * know nothing but the messages they get; checks compare what viewers have with the storage.
 */
package dev.holdfast.examples.monitor;
