package dev.candor.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.execution.RunPolicy;
import dev.candor.foundation.capability.Declaration.RestPath;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolDoorTest {
    private static ToolDoor door(String method, String path) {
        ObjectValue schema = ObjectValue.parse("""
                {"type":"object","properties":{"id":{"type":"string"},"share":{"type":["number","null"]},
                 "all":{"type":"boolean"},"word":{"enum":["a","b"]},"parts":{"type":"object"}}}""");
        return new ToolDoor(
                new RestPath(method, path),
                new ToolDescription("a_tool", "", "", schema, schema, new Annotations(true, false, true, false)));
    }

    @Test
    void arguments_standInPathAndQuery() throws ProblemException {
        ToolDoor door = door("GET", "/v1/things/{id}");
        assertThat(door.route().leadsTo("/v1/things/x-1")).isTrue();
        assertThat(door.route().leadsTo("/v1/things/x/1")).isFalse();
        assertThat(door.route().parameters()).containsExactly("share", "all", "word");
        assertThat(JsonWriter.compact(door.arguments("/v1/things/x-1", Optional.of("share=0.5&all=false&word=a"))))
                .isEqualTo("{\"all\":false,\"id\":\"x-1\",\"share\":0.5,\"word\":\"a\"}");
    }

    @Test
    void paths_standOnThePageOfTheServer(@TempDir Path folder) throws IOException {
        UserPath user = new UserPath(folder.toAbsolutePath());
        Hub hub = new Hub(user, Map.of(), () -> Instant.parse("2026-11-20T12:00:00Z"), notice -> {});
        String page = Files.readString(Path.of("..", "docs", "server.md"));
        assertThat(ToolDoor.all(hub.toolbox(RunPolicy.off()).declarations()))
                .isNotEmpty()
                .extracting(ToolDoor::row)
                .allSatisfy(row -> assertThat(page)
                        .containsPattern("`" + row.method() + " " + Pattern.quote(row.path()) + "[`?]"));
    }

    @Test
    void argumentsOfACall_standInItsBody() {
        assertThat(door("POST", "/v1/things").route().parameters()).isEmpty();
    }

    @Test
    void pathWithAnArgumentThatTheToolDoesNotTake_isRefused() {
        assertThatThrownBy(() -> door("GET", "/v1/{other}")).hasMessage("a_tool takes no other, which /v1/{other} has");
    }

    @Test
    void callWithAnArgumentInItsPath_isRefused() {
        assertThatThrownBy(() -> door("POST", "/v1/{id}"))
                .hasMessage("expected GET, or POST without arguments in the path, found POST /v1/{id}");
    }
}
