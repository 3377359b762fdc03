/**
 * JSON as the API server sees it: trees that lose nothing.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A tree never changes. Output may share parts with input, and nobody can tell (contract
 *       C12).
 *   <li>Absent, {@code null} and empty are three different things.
 *   <li>A number is its text: {@code 1e3}, {@code -0.0} and twenty digits come out as they went in.
 *   <li>The order of keys is kept; equality ignores it, as JSON does.
 *   <li>What was read is well-formed to its last byte before anybody sees the tree, but a part of
 *       it is made only when somebody looks into it, and one that nobody changed is written as it
 *       was read, byte for byte. A tree therefore keeps the bytes that it was read from.
 *   <li>Reading, writing and comparing use no recursion, so depth costs memory and never the stack.
 * </ul>
 */
@NullMarked
package io.phasegate.conversion.json;

import org.jspecify.annotations.NullMarked;
