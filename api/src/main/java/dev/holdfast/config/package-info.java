/**
 * Configuration: typed options that backends declare, and the values given for them.
 *
 * <p>Values come from code, a URL, properties files, the environment and system properties; each
 * remembers its source. What is unknown or out of range is refused, never corrected. Depends on
 * {@code error} and the JDK; the SPI and everything above may depend on it.
 */
package dev.holdfast.config;
