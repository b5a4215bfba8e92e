/**
 * The front door: rows of every contract are decoded, recognised, validated, told apart from those that are there
 * already, appended and acknowledged; what is refused goes into quarantine with its reason. May call config, validation
 * and foundation.
 */
@NullMarked
package dev.candor.ingestion;

import org.jspecify.annotations.NullMarked;
