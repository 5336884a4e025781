/**
 * Durable tables: maps in memory whose changes stand in a log of the storage before they show.
 *
 * <p>{@link dev.holdfast.durable.DurableTable} is the table, {@link
 * dev.holdfast.durable.TableOptions} what can be set. Each rule is a clause of {@code
 * docs/spec/durable-tables.md}, named {@code DUR-…}. This package depends on {@code value}, {@code
 * error} and the few words of {@code spi} about durability and health; core implements it.
 */
package dev.holdfast.durable;
