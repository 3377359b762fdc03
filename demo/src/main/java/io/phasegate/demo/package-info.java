/**
 * {@code ./phasegate demo}: one request's story, told on a terminal.
 *
 * <p>The story is told from outside, by what an API server answers: so it is the same one on the
 * embedded front and on a real kube-apiserver. What is not ours is played by stand-ins, and the
 * screen says so before they begin. Nothing here is part of the image.
 */
@NullMarked
package io.phasegate.demo;

import org.jspecify.annotations.NullMarked;
