/**
 * The Model Context Protocol: one dispatcher for the revisions 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26 and
 * 2024-11-05, over HTTP and over standard input and output. It translates between messages and what the server offers, and decides nothing.
 */
@NullMarked
package dev.candor.app.mcp;

import org.jspecify.annotations.NullMarked;
