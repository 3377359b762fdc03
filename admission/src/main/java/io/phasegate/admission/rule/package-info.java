/**
 * Rules as lists: one list per kind and version, one entry per rule, readable as the table that
 * they come from.
 *
 * <p>Invariants: a rule is a pure function of a {@link io.phasegate.admission.rule.Request}; it
 * sees no cluster, no clock and no other rule. It never assumes that a field is there or has the
 * type that the schema demands. A rule about an object ratchets: what was wrong before an update
 * and still is does not stand in the way of the update. Of metadata, rules look at who the object
 * is and at its annotations; an update of the rest alone is not shown to them, but to those about
 * what an update loses.
 */
@NullMarked
package io.phasegate.admission.rule;

import org.jspecify.annotations.NullMarked;
