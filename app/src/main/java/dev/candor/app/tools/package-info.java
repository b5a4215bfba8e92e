/**
 * The tools behind every door: one list, one way of checking arguments.
 */
@NullMarked
package dev.candor.app.tools;

import org.jspecify.annotations.NullMarked;
