package dev.candor.app.mcp;

/** What a server offers. */
public record Features(ToolFeature tools, PromptFeature prompts, ResourceFeature resources) {}
