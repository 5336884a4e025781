/**
 * Rows: how cells, logs, maps and what is remembered of them become keys and values in one order.
 * Depends on no other package of this backend.
 */
package dev.holdfast.backend.mapdb.row;
