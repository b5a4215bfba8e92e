/** The files that a bundle is made of. */
@NullMarked
package dev.candor.export.internal.bundle;

import org.jspecify.annotations.NullMarked;
