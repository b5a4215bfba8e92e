/** What this module keeps to itself. */
@NullMarked
package dev.candor.agents.internal;

import org.jspecify.annotations.NullMarked;
