/** Runs commands as if nobody watched: signals, terminals, descriptors and exit codes go through. It starts processes. */
@NullMarked
package dev.candor.execution;

import org.jspecify.annotations.NullMarked;
