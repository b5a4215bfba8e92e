/** What the events of a session are worth by the rubric of its scenario, and why. */
@NullMarked
package dev.candor.sessions.score;

import org.jspecify.annotations.NullMarked;
