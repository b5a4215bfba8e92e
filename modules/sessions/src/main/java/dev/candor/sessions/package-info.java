/**
 * Owns what is recorded of training and audit sessions: their events in order ({@code event}), scenarios as data and the
 * score as a fold over the events ({@code score}), lists and replay. It promises that the same events give the same score,
 * with a sentence for each point. It calls {@code eventlog}, {@code index}, {@code validation} and {@code foundation}.
 */
@NullMarked
package dev.candor.sessions;

import org.jspecify.annotations.NullMarked;
