/**
 * Gives statistics away in the forms that others take. It calls {@code aggregate-store} and {@code foundation}.
 */
@NullMarked
package dev.candor.export;

import org.jspecify.annotations.NullMarked;
