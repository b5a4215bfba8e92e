package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.foundation.capability.Declaration.RestPath;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolDescription.Annotations;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathArgumentsTest {
    private static PathArguments arguments(String path) {
        ObjectValue schema = (ObjectValue) JsonValue.parse("""
                {"type":"object","properties":{"id":{"type":"string"},"share":{"type":["number","null"]},
                 "all":{"type":"boolean"},"word":{"enum":["a","b"]},"parts":{"type":"object"},
                 "tags":{"type":"array","items":{"type":"string"}}}}""");
        return PathArguments.of(
                path, new ToolDescription("a_tool", "", "", schema, schema, new Annotations(true, false, true, false)));
    }

    private static String read(String queryText) throws IOException {
        PathArguments arguments = arguments("/v1/things/{id}");
        Operation operation = Operation.of("a", "b", "c").parameters(arguments.parameters());
        assertThat(operation.queryParameters()).containsExactly("share", "all", "word", "tags");
        Route route = new Route(
                Route.READ, "/v1/things/{id}", Access.TOKEN, Body.NONE, Optional.empty(), Optional.of(operation));
        assertThat(route.leadsTo("/v1/things/x/1")).isFalse();
        assertThat(route.leadsTo("/v1/things/..")).isFalse();
        assertThat(route.leadsTo("/v1/things/..x")).isTrue();
        Query query = Query.of(queryText, route.parameters(), route.lists());
        return JsonWriter.compact(arguments.of(
                new Admitted(route, route.values("/v1/things/x-1"), query, Optional.empty(), false, Optional.empty())));
    }

    @Test
    void arguments_standInPathAndQuery() throws IOException {
        assertThat(read("share=0.5&tags=x&all=false&word=a&tags=y"))
                .isEqualTo("{\"all\":false,\"id\":\"x-1\",\"share\":0.5,\"tags\":[\"x\",\"y\"],\"word\":\"a\"}");
    }

    @Test
    void parameterWithoutAText_isNotGiven() throws IOException {
        assertThat(read("share=&tags=&all=&word=")).isEqualTo("{\"id\":\"x-1\"}");
    }

    @Test
    void pathWithAnArgumentThatTheToolDoesNotTake_isRefused() {
        assertThatThrownBy(() -> arguments("/v1/{other}")).hasMessage("a_tool takes no other, which /v1/{other} has");
    }

    @Test
    void list_isNoPartOfAPath() {
        assertThatThrownBy(() -> arguments("/v1/{tags}")).hasMessage("a_tool takes no tags, which /v1/{tags} has");
    }

    @Test
    void callWithAnArgumentInItsPath_isRefused() {
        assertThatThrownBy(() -> new RestPath("POST", "/v1/{id}"))
                .hasMessage("expected GET, or POST without arguments in the path, found POST /v1/{id}");
    }
}
