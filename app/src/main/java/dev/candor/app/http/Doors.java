package dev.candor.app.http;

import dev.candor.app.mcp.McpDoor;

/** Those who answer. */
record Doors(
        Routes routes, ToolDoor tools, RowsDoor rows, BundleDoor bundles, McpDoor mcp, OtlpDoor otlp, PageDoor pages) {}
