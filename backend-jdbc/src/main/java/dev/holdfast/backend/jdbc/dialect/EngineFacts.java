package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Limits;

/**
 * What a database says of itself.
 *
 * @param engine its name and version
 * @param capabilities what it promises, set up as it is
 * @param limits the numbers within which it works
 */
public record EngineFacts(String engine, Capabilities capabilities, Limits limits) {}
