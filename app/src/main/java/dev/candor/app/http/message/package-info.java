/** What all doors of HTTP have in common: bodies within bounds, types of answers, and refusals as RFC 9457 writes them. */
@NullMarked
package dev.candor.app.http.message;

import org.jspecify.annotations.NullMarked;
