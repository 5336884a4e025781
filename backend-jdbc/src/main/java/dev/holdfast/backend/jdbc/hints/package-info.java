/**
 * How watchers learn of commits through other instances: by notifications, or by asking.
 *
 * <p>Depends on {@code cell}, {@code dialect}, {@code known} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.hints;
