/**
 * Derives the shapes of arguments and results from their records, at build time: reading annotations and constructing
 * records by reflection would cost each command 30 ms at its start.
 */
@NullMarked
package dev.candor.capabilityprocessor;

import org.jspecify.annotations.NullMarked;
