/**
 * The durable log of rows: what it acknowledged is on disk. Nobody outside knows that files are underneath.
 */
@NullMarked
package dev.candor.eventlog;

import org.jspecify.annotations.NullMarked;
