package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a server answers, what its table says and what it tells of itself are the same paths. */
class ServedRoutesTest {
    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    final ServerFixture fixture = SERVER.fixture();
    final ConfigurableApplicationContext context = fixture.server.context();
    final Routes routes = context.getBean(Routes.class);

    private static String filledIn(Route route) {
        return route.path().replaceAll("\\{[a-z_]+}", "abc");
    }

    /** Those that are not for browsers, which have tests of their own. */
    private List<Route> ofPrograms() {
        return routes.all().stream()
                .filter(route ->
                        !Set.of(Route.Access.BROWSER, Route.Access.ANYBODY).contains(route.access()))
                .toList();
    }

    @Test
    void everyRoute_isServed() {
        for (Route route : ofPrograms()) {
            String path = filledIn(route);
            RawHttp.Answer answer =
                    route.methods().contains("GET") ? fixture.get(path) : fixture.post(path, "not JSON");
            assertThat(answer.status()).as(route.path()).isNotEqualTo(405).isLessThan(500);
            assertThat(answer.text()).as(route.path()).doesNotContain("path-not-found", "http-404");
        }
    }

    /** What Spring would serve besides: it comes only to what the table has without one who answers. */
    @Test
    void everyPathOfTheFramework_isARoute() {
        Set<String> mapped = context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream())
                .map(pattern -> pattern.replace("/**", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(mapped).contains("/actuator/health");
        List<String> theirs = routes.all().stream()
                .filter(route -> route.handler().isEmpty())
                .map(Route::path)
                .toList();
        assertThat(theirs).containsAll(mapped);
        assertThat(theirs).allMatch(path -> mapped.stream().anyMatch(path::startsWith));
    }

    @Test
    void everyRoute_isDescribed_butTheNameThatNoToolHas() {
        Set<String> described = new TreeSet<>();
        ObjectValue paths = fixture.get("/v3/api-docs").json().object("paths");
        paths.members()
                .forEach((path, methods) -> ((ObjectValue) methods)
                        .members()
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> served = new TreeSet<>();
        ofPrograms()
                .forEach(route -> route.methods().stream()
                        .filter(method -> !method.equals("HEAD"))
                        .forEach(method -> served.add(method + " " + route.path())));
        assertThat(served.remove("POST /tools/{name}")).isTrue();
        assertThat(described).isEqualTo(served);
    }
}
