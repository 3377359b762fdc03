/** The rules of the toy kind of docs/adding-a-kind.md. */
@NullMarked
package io.phasegate.admission.widget;

import org.jspecify.annotations.NullMarked;
