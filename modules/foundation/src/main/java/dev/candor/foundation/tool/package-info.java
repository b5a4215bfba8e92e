/**
 * The contract of a tool: declared once by the module that owns it, offered unchanged by every door.
 */
@NullMarked
package dev.candor.foundation.tool;

import org.jspecify.annotations.NullMarked;
