/**
 * JSON by Jackson: the reader of text, and the mapping of records and other classes.
 *
 * <p>The only package of core that knows Jackson. It depends on {@code dev.holdfast.json}; the
 * stores of core depend on it.
 */
package dev.holdfast.core.json;
