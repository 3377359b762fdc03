package io.phasegate.testkit.laws;

/**
 * A law that does not hold.
 *
 * @param law its name
 * @param how what is different from what it should be
 */
record Breach(String law, String how) {}
