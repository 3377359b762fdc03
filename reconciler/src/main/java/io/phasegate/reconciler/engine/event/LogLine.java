package io.phasegate.reconciler.engine.event;

import io.phasegate.reconciler.engine.condition.Severity;
import io.phasegate.reconciler.engine.resource.ResourceRef;

/**
 * A line about a condition for the log of the process.
 *
 * @param debug for those who look closely only
 */
public record LogLine(
    ResourceRef about,
    Severity severity,
    boolean debug,
    String condition,
    String status,
    String reason,
    String message) {}
