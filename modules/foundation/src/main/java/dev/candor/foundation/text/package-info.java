/**
 * How long a text is, and which number it says: decided once, for every door that takes text.
 */
@NullMarked
package dev.candor.foundation.text;

import org.jspecify.annotations.NullMarked;
