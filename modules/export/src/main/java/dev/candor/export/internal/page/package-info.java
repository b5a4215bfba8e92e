/** Sessions as people read them, on a page. */
@NullMarked
package dev.candor.export.internal.page;

import org.jspecify.annotations.NullMarked;
