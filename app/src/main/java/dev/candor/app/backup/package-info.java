/** Backs up what the user path holds of telemetry into one file, and makes it anew from such a file. */
@NullMarked
package dev.candor.app.backup;

import org.jspecify.annotations.NullMarked;
