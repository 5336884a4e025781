/**
 * The conformance kit: {@link dev.holdfast.tck.HoldfastTck}, which one class extends to test a
 * backend, and what its suites stand on.
 *
 * <p>The rules are the numbered clauses of {@code docs/spec.md}; {@link dev.holdfast.tck.Clause}
 * ties each test to its own. The suites lie in packages of their own, one for each contract. This
 * package depends on api, core, JUnit Jupiter and AssertJ.
 */
package dev.holdfast.tck;
