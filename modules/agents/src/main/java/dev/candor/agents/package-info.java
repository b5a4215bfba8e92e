/** What agents report by themselves, taken as rows: OTLP, hooks, transcripts; and the set-up of agents for it. */
@NullMarked
package dev.candor.agents;

import org.jspecify.annotations.NullMarked;
