/**
 * The machine under every conversion table.
 *
 * <p>An object travels part by part ({@code spec}, {@code status}). Each line of the table takes
 * out of the source what the other version can hold and puts it into the target. What no line took
 * is what the target cannot hold: it becomes the payload annotation. On the way back the payload is
 * laid under whatever the lines produced, so live values always win (C6), and unknown keys survive
 * without a line of their own (C9).
 *
 * <p>Invariants: a line touches its own paths only; the order of lines matters only where a line
 * says so; an absent part stays absent and all private annotations of that part stay as they are
 * (ruling 26).
 */
@NullMarked
package io.phasegate.conversion.table;

import org.jspecify.annotations.NullMarked;
