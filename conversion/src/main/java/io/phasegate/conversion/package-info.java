/**
 * Version conversion of custom resources, as pure functions from trees to trees.
 *
 * <p>The way of an object: {@link io.phasegate.conversion.Converter} looks the kind up and hands
 * the object to the kind's table ({@code dgdr.DgdrTable} for one), which moves each field with one
 * line that serves both directions.
 *
 * <p>Invariants: nothing here knows HTTP, a cluster, a clock or a thread. Equal input gives equal
 * bytes (C14). User data is never a reason to fail (C3).
 */
@NullMarked
package io.phasegate.conversion;

import org.jspecify.annotations.NullMarked;
