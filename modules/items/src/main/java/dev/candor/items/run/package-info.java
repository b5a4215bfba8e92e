/** Runs items for whoever asks, within limits, and records what came of it. It starts processes. */
@NullMarked
package dev.candor.items.run;

import org.jspecify.annotations.NullMarked;
