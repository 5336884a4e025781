/**
 * Wiring with Guice: {@link dev.holdfast.guice.HoldfastModule} binds what a configuration opens,
 * {@link dev.holdfast.guice.HoldfastLifecycle} closes it.
 *
 * <p>It depends on core and Guice; nothing but applications depends on it.
 */
package dev.holdfast.guice;
