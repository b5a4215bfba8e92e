/**
 * The only place that writes files: private by default, durable when it says so, never half done.
 */
@NullMarked
package dev.candor.foundation.files;

import org.jspecify.annotations.NullMarked;
