/**
 * The records of one logical execution in the order of time, with every decision explained, and what they miss or
 * contradict. May call index and what is below it.
 */
@NullMarked
package dev.candor.audittrail;

import org.jspecify.annotations.NullMarked;
