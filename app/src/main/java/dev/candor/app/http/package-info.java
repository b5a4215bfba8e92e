/**
 * The local server: how it starts and stops, who may speak to it, the one table of its paths, and who answers there.
 */
@NullMarked
package dev.candor.app.http;

import org.jspecify.annotations.NullMarked;
