/**
 * What orchestrators report: the sink that tees their events, and the runs that the events add up to. May call
 * ingestion, index, config, validation and foundation.
 */
@NullMarked
package dev.candor.orchestrationevents;

import org.jspecify.annotations.NullMarked;
