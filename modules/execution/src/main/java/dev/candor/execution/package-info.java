/**
 * Runs commands as if nobody watched: the only room that starts processes. It calls {@code foundation} only.
 */
@NullMarked
package dev.candor.execution;

import org.jspecify.annotations.NullMarked;
