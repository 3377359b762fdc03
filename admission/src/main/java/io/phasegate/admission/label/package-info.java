/**
 * Labels as people choose them. What is here takes time that grows with the length of a text and no
 * faster, whoever wrote it.
 */
@NullMarked
package io.phasegate.admission.label;

import org.jspecify.annotations.NullMarked;
