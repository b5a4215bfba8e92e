/** How pages show texts of anybody. */
@NullMarked
package dev.candor.export.html;

import org.jspecify.annotations.NullMarked;
