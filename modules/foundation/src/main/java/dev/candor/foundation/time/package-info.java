/**
 * UTC time as the contracts spell it.
 */
@NullMarked
package dev.candor.foundation.time;

import org.jspecify.annotations.NullMarked;
