/** OTLP 1.11: reads export requests, protobuf and JSON, record by record, and writes the answers. Knows no agent. */
@NullMarked
package dev.candor.agents.internal.otlp;

import org.jspecify.annotations.NullMarked;
