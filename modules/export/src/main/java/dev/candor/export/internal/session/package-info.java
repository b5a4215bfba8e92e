/** The events of a session in their one order, and the files that a bundle is made of. */
@NullMarked
package dev.candor.export.internal.session;

import org.jspecify.annotations.NullMarked;
