/**
 * Runs commands as if nobody watched, and items (directives, tools, knowledge) for whoever asks: the only room that
 * starts processes. It calls {@code config} and {@code foundation} only.
 */
@NullMarked
package dev.candor.execution;

import org.jspecify.annotations.NullMarked;
