/** What the events of a session are worth by the rubric of its scenario, and why. */
@NullMarked
package dev.candor.export.internal.score;

import org.jspecify.annotations.NullMarked;
