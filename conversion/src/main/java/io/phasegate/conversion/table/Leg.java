package io.phasegate.conversion.table;

/**
 * One part's way.
 *
 * @param read what an earlier conversion had saved for it
 */
record Leg(Part part, Payload read, Trip trip) {}
