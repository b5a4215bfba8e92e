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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about the server tells of every path, problem and metric that there is, and of no other. */
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

    @Test
    void metrics_areThoseOfTheTable() throws IOException {
        Set<String> told = Pattern.compile("^\\| `(candor_[a-z0-9_]+)` \\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(metric -> metric.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        String code = Files.readString(Path.of("src/main/java/dev/candor/app/http/Counts.java"));
        Pattern.compile("builder\\(\\s*\"(candor\\.[a-z.]+)\"")
                .matcher(code)
                .results()
                .forEach(counter -> there.add(counter.group(1).replace('.', '_') + "_total"));
        String gauges = Files.readString(Path.of("src/main/java/dev/candor/app/http/RunGauges.java"));
        Pattern.compile("builder\\(\"(candor\\.[a-z0-9.]+)\"")
                .matcher(gauges)
                .results()
                .forEach(gauge -> there.add(gauge.group(1).replace('.', '_')));
        assertThat(told).isEqualTo(there);
    }
}
