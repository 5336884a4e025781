/**
 * Contexts: JSON objects with a version, and the deltas that lead from one version to the next.
 *
 * <p>{@link dev.holdfast.context.ContextStore} keeps them, {@link dev.holdfast.context.ContextSync}
 * computes deltas and brings clients up to date. Each rule is a clause of {@code
 * docs/spec/contexts.md}, named {@code CTX-…}. This package depends on {@code value}, {@code json}
 * and {@code error} alone; core implements it.
 */
package dev.holdfast.context;
