/** Items (directives, tools, knowledge): {@code file} finds, checks and bakes their files, {@code run} runs them. */
@NullMarked
package dev.candor.items;

import org.jspecify.annotations.NullMarked;
