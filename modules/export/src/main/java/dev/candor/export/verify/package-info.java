/** Makes a bundle again from its own events, and tells every difference. */
@NullMarked
package dev.candor.export.verify;

import org.jspecify.annotations.NullMarked;
