/** Settings files of agents: what is written into them, the smallest change of their bytes, and the way back. */
@NullMarked
package dev.candor.agents.internal.setup;

import org.jspecify.annotations.NullMarked;
