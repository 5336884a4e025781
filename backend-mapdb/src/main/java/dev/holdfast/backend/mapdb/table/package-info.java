/**
 * Sorted tables that are written once and never change. The only package that knows MapDB's maps.
 * Depends on {@code file} and {@code row}.
 */
package dev.holdfast.backend.mapdb.table;
