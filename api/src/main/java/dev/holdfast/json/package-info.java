/**
 * JSON as immutable values: exact numbers, no parser, no library types.
 *
 * <p>A value prints itself; reading text is a {@link dev.holdfast.json.JsonReader}, which
 * holdfast-core brings. This package depends on {@code dev.holdfast.value} and {@code
 * dev.holdfast.error} alone; everything may depend on it.
 */
package dev.holdfast.json;
