/**
 * Gives away what was recorded in forms that others take and can prove: bundles of sessions with score and report, which
 * {@code verify} makes again and compares, and the statistics of items. It calls {@code sessions}, {@code items},
 * {@code aggregate-store}, {@code index}, {@code validation} and {@code foundation}.
 */
@NullMarked
package dev.candor.export;

import org.jspecify.annotations.NullMarked;
