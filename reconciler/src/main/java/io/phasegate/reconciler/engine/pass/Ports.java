package io.phasegate.reconciler.engine.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.event.EventSink;
import io.phasegate.reconciler.engine.event.LogSink;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.time.InstantSource;

/** All that the engine needs of the world. */
public record Ports<R extends HasMetadata>(
    ResourceReader reader,
    Inspection inspection,
    ResourceApplier applier,
    StatusWriter<R> statusWriter,
    EventSink events,
    LogSink log,
    InstantSource clock) {}
