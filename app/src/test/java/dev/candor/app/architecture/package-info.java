/**
 * The rules of the house as tests: each holds for what ships, and is proven on a fixture that breaks it.
 */
@NullMarked
package dev.candor.app.architecture;

import org.jspecify.annotations.NullMarked;
