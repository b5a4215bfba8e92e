/** The methods behind the questions: intervals, tests and percentiles, as pure functions. */
@NullMarked
package dev.candor.insight.internal;

import org.jspecify.annotations.NullMarked;
