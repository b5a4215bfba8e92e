/**
 * YAML that other programs share with us: read as the values that JSON has, written so that everybody reads it alike.
 */
@NullMarked
package dev.candor.foundation.yaml;

import org.jspecify.annotations.NullMarked;
