/** The events of a session: read from a log or a file, checked, and in their one order. */
@NullMarked
package dev.candor.sessions.event;

import org.jspecify.annotations.NullMarked;
