/**
 * One declaration of what Candor can do, for every door: typed arguments and results, of which schemas, JSON, flags and
 * documents are derived.
 */
@NullMarked
package dev.candor.foundation.capability;

import org.jspecify.annotations.NullMarked;
