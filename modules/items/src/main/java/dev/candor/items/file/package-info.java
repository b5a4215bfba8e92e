/**
 * The files of items (directives, tools, knowledge): how they are found, told apart and checked, and the statistics that are
 * baked into them.
 */
@NullMarked
package dev.candor.items.file;

import org.jspecify.annotations.NullMarked;
