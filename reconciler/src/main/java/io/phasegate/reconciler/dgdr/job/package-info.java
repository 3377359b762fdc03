/**
 * The profiling Job as a function of the request and the settings: spec/dgdr.md section 6.
 *
 * <p>Invariants: the same request and settings give the same Job, byte for byte, and so the same
 * hash; text from users is an argument or a value and never read by a shell; of {@code
 * spec.overrides.profilingJob} only what {@link io.phasegate.reconciler.dgdr.job.Overrides} lists
 * has any effect, and whatever has none is named.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.job;

import org.jspecify.annotations.NullMarked;
