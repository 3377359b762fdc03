/** The starter of a real cluster, tried with real programs (…IT) and with fake ones. */
@NullMarked
package io.phasegate.testkit.cluster;

import org.jspecify.annotations.NullMarked;
