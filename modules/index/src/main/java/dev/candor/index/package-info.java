/**
 * The rows of all logs as SQL tables: one Parquet file per closed part, and the active part in memory. It answers nothing
 * by itself; any of its files may be deleted.
 */
@NullMarked
package dev.candor.index;

import org.jspecify.annotations.NullMarked;
