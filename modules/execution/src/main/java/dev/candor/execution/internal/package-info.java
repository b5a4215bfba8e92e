/**
 * How an item (directive, tool, knowledge) is found, told apart, checked and run. Behind {@code RunWithTelemetry}.
 */
@NullMarked
package dev.candor.execution.internal;

import org.jspecify.annotations.NullMarked;
