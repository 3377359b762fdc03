package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.JsonObject;

/**
 * An object that was drawn.
 *
 * @param payloadsAreSound whether every private annotation on it holds only what an object that its
 *     schema accepts would have left there; then its conversion must be acceptable too
 */
public record Drawn(JsonObject object, boolean payloadsAreSound) {}
