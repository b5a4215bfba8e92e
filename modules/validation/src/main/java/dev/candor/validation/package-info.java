/**
 * Says of a row whether it keeps its contract, and if not, where, by which rule and why. It knows the contracts, their
 * schemas and dictionaries; it calls {@code foundation} only.
 */
@NullMarked
package dev.candor.validation;

import org.jspecify.annotations.NullMarked;
