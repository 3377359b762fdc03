package io.phasegate.reconciler.engine.pass;

import io.phasegate.reconciler.engine.event.LogLine;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next.Revisit;
import java.time.Duration;
import java.util.List;

/**
 * What a status mode has made of a pass.
 *
 * @param graceLeft zero when there is none
 */
record StatusStep<S>(
    S status, List<Notice> notices, List<LogLine> lines, Revisit revisit, Duration graceLeft) {}
