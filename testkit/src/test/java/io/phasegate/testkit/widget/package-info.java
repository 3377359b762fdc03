/** A toy kind in two versions and its webhook, for tests that need nothing of ours to be right. */
@NullMarked
package io.phasegate.testkit.widget;

import org.jspecify.annotations.NullMarked;
