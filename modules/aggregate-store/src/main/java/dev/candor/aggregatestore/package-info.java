/**
 * Keeps the statistics of every item: records runs, answers exactly, and shares {@code telemetry.yaml} with programs in
 * other languages. It calls {@code ingestion}, {@code eventlog}, {@code config}, {@code validation} and {@code foundation}.
 */
@NullMarked
package dev.candor.aggregatestore;

import org.jspecify.annotations.NullMarked;
