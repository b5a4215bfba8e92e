package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.app.http.message.ProblemType;
import dev.candor.config.UserPath;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about the server tells of every path and problem that there is, and of no other. */
class DocumentedRoutesTest {
    private static final Pattern REQUEST = Pattern.compile("`(GET|POST) (/[^`]*)`");

    private String page;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "server.md"));
    }

    private static List<Route> routes() {
        Hub hub = new Hub(
                new UserPath(Path.of("target/none").toAbsolutePath()), Map.of(), InstantSource.system(), notice -> {});
        return RouteTable.of(hub.toolbox(RunPolicy.off()).declarations()).all();
    }

    /** The requests in the first cells of the table of doors, with words in capitals and braces filled in. */
    private List<String> requests() {
        String doors = page.substring(page.indexOf("## Doors"), page.indexOf("## Rows"));
        return REQUEST.matcher(doors.replace("`, `…/", "`, `GET /actuator/health/"))
                .results()
                .map(request -> request.group(1) + " "
                        + request.group(2).replaceFirst("\\?.*", "").replaceAll("\\{[a-z_]+}|\\b[A-Z]+\\b", "abc"))
                .toList();
    }

    @Test
    void requestsOfThePage_leadSomewhere() {
        assertThat(requests())
                .hasSizeGreaterThan(20)
                .allSatisfy(request -> assertThat(routes())
                        .anyMatch(route -> route.methods().contains(request.split(" ")[0])
                                && route.leadsTo(request.split(" ")[1])));
    }

    @Test
    void routes_standOnThePage() {
        for (Route route : routes()) {
            for (String method : route.methods()) {
                boolean isTold = requests().stream()
                        .anyMatch(request -> request.startsWith(method + " ")
                                && route.leadsTo(request.substring(method.length() + 1)));
                boolean isATool = route.path().startsWith("/tools/");
                assertThat(method.equals("HEAD") || isATool || isTold)
                        .as(method + " " + route.path())
                        .isTrue();
            }
        }
    }

    @Test
    void problems_standOnThePage() {
        assertThat(ProblemType.values()).allSatisfy(type -> assertThat(page).contains("`" + type.code() + "`"));
    }

    @Test
    void statusOfAProblem_isTheOneOfItsRow() {
        for (ProblemType type : ProblemType.values()) {
            List<String> rows = page.lines()
                    .filter(line -> line.startsWith("| `" + type.code() + "` |"))
                    .toList();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.split("\\|")[2])
                            .as(type.code())
                            .contains(Integer.toString(type.because("").status())));
        }
    }
}
