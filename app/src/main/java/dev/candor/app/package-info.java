/**
 * The doors: they translate between the outside and the modules, and decide nothing themselves.
 */
@NullMarked
package dev.candor.app;

import org.jspecify.annotations.NullMarked;
