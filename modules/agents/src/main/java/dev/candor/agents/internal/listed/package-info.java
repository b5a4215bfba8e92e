/** Reads JSON and keeps only what is listed; everything else is passed over, byte by byte, and never becomes a text. */
@NullMarked
package dev.candor.agents.internal.listed;

import org.jspecify.annotations.NullMarked;
