/**
 * Proves that skills are used: wraps a command, appends one trustworthy row about it, and gates on coverage. It calls
 * {@code validation}, {@code execution} and {@code foundation}.
 */
@NullMarked
package dev.candor.skillusage;

import org.jspecify.annotations.NullMarked;
