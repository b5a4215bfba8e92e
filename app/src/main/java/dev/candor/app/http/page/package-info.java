/** The pages that a browser shows: what they ask, and how the answers look. */
@NullMarked
package dev.candor.app.http.page;

import org.jspecify.annotations.NullMarked;
