package dev.candor.app.rest;

import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.json.JsonWriter;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Puts into {@code /v3/api-docs} what no framework can know: each tool by its own schemas, each refusal. */
public final class ApiDocument implements OpenApiCustomizer {
    private final Toolbox toolbox;

    /** A document about these tools. */
    public ApiDocument(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public void customise(OpenAPI document) {
        OpenAPI ours = Json31.mapper()
                .convertValue(parse(JsonWriter.compact(ApiDescription.of(toolbox.descriptions()))), OpenAPI.class);
        document.setInfo(ours.getInfo());
        document.setServers(null);
        document.setPaths(ours.getPaths());
        document.setComponents(ours.getComponents());
        document.setSecurity(ours.getSecurity());
    }

    private static Object parse(String json) {
        try {
            return Json31.mapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("our own document is JSON", e);
        }
    }
}
