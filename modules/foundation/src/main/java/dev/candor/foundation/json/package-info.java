/**
 * Strict reading and canonical writing of JSON (RFC 8259), small enough to cost a short-lived command nothing.
 */
@NullMarked
package dev.candor.foundation.json;

import org.jspecify.annotations.NullMarked;
