/** Sessions as people read them: on a page and as a timeline. */
@NullMarked
package dev.candor.export.internal.page;

import org.jspecify.annotations.NullMarked;
