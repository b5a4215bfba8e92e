/** What tests need of the pipeline and only its own package can make. */
@NullMarked
package dev.candor.ingestion;

import org.jspecify.annotations.NullMarked;
