/**
 * The checker is calibrated here: for every fact one answer that it must catch, and answers that it
 * must let pass.
 */
@NullMarked
package io.phasegate.testkit.contract;

import org.jspecify.annotations.NullMarked;
