/**
 * Finds the backends that are present, opens the one that the configuration names, and says in
 * whole sentences what stands in the way.
 *
 * <p>Depends on the API and SLF4J alone; only the entry point of Holdfast depends on it.
 */
package dev.holdfast.core.discovery;
