/**
 * Gives away what was recorded in forms that others take and can prove: bundles of sessions with score and report, and
 * the statistics of items. It calls {@code execution}, {@code aggregate-store}, {@code index}, {@code config},
 * {@code validation} and {@code foundation}.
 */
@NullMarked
package dev.candor.export;

import org.jspecify.annotations.NullMarked;
