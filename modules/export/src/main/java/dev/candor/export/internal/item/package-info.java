/** The statistics of items in the forms that others take. */
@NullMarked
package dev.candor.export.internal.item;

import org.jspecify.annotations.NullMarked;
