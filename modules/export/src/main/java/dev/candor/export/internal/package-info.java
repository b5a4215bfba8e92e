/** How exports are made; nothing of it is for other modules. */
@NullMarked
package dev.candor.export.internal;

import org.jspecify.annotations.NullMarked;
