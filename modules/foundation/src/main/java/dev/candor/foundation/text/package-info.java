/**
 * How long a text is, which number it says, and how numbers and lists are worded: decided once, for every door.
 */
@NullMarked
package dev.candor.foundation.text;

import org.jspecify.annotations.NullMarked;
