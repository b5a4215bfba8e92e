/** What agents send by OTLP, read as what they did: a class for each agent, with the fields it looks at and no others. */
@NullMarked
package dev.candor.agents.internal.mapping;

import org.jspecify.annotations.NullMarked;
