/**
 * The command line: {@code ./phasegate COMMAND}, in the image, and as {@code kubectl phasegate}.
 *
 * <p>Each command is a file of its own that reads options, calls one module and prints. Invariants:
 * exit code 0 is done, 1 says that the thing asked about is not so, 2 is wrong use or bad input; an
 * error is one sentence on standard error; standard output carries results only; every option can
 * come from the environment as well.
 */
@NullMarked
package io.phasegate.cli;

import org.jspecify.annotations.NullMarked;
