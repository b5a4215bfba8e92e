/**
 * The local server: what it needs to start, how Spring is put together, and how it stops without losing anything.
 */
@NullMarked
package dev.candor.app.server;

import org.jspecify.annotations.NullMarked;
