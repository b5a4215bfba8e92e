package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.page.BrowserSessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate as a decision, without a server. */
class GateTest {
    private static final String TOKEN = "t".repeat(43);
    private static final int MAX_BODY_BYTES = 1000;
    private static final int MAX_ROWS_BYTES = 5000;

    private final Gate gate = gate(Visitors.none());
    private final Gate remote = gate(new Visitors(true, List.of("hub.example.org"), true));

    private static final BrowserSessions BROWSERS = new BrowserSessions(InstantSource.fixed(Instant.EPOCH));

    private static Gate gate(Visitors visitors) {
        return new Gate(
                TOKEN, visitors, new BodyPolicy(MAX_BODY_BYTES, MAX_ROWS_BYTES), RouteTable.of(List.of()), BROWSERS);
    }

    /** A good call of a tool, spoilt part by part. */
    private static final class Heads {
        private String method = "POST";
        private String path = "/tools/telemetry_status";
        private Optional<String> query = Optional.empty();
        private String address = "127.0.0.1";
        private int port = 7411;
        private long length = 2;
        private List<String> hosts = List.of("127.0.0.1:7411");
        private List<String> origins = List.of();
        private List<String> authorizations = List.of("Bearer " + TOKEN);
        private List<String> types = List.of("application/json");
        private List<String> cookies = List.of();

        RequestHead head() {
            return new RequestHead(
                    method,
                    path,
                    query,
                    address,
                    port,
                    length,
                    hosts,
                    origins,
                    authorizations,
                    types,
                    List.of(),
                    List.of(),
                    cookies,
                    new Accepts(List.of()));
        }
    }

    private static Optional<String> code(Gate gate, Heads heads) {
        return refusal(gate, heads).map(Problem::code);
    }

    private static Optional<Problem> refusal(Gate gate, Heads heads) {
        try {
            gate.admit(heads.head());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    @Test
    void goodCall_getsIn() {
        assertThat(code(gate, new Heads())).isEmpty();
    }

    @Test
    void order_tellsAStrangerTheLeast() {
        Heads heads = new Heads();
        heads.hosts = List.of("evil:7411");
        heads.origins = List.of("http://evil");
        heads.authorizations = List.of();
        heads.path = "/nowhere";
        heads.types = List.of("text/plain");
        heads.length = MAX_BODY_BYTES + 1;

        assertThat(code(gate, heads)).contains("host-not-allowed");
        heads.hosts = List.of("localhost:7411");
        assertThat(code(gate, heads)).contains("origin-not-allowed");
        heads.origins = List.of();
        assertThat(code(gate, heads)).contains("token-needed");
        heads.authorizations = List.of("bearer " + TOKEN);
        assertThat(code(gate, heads)).contains("path-not-found");
        heads.path = "/tools";
        assertThat(code(gate, heads)).contains("method-not-allowed");
        heads.path = "/tools/x";
        assertThat(code(gate, heads)).contains("json-needed");
        heads.types = List.of("application/json");
        assertThat(code(gate, heads)).contains("body-too-large");
        heads.length = MAX_BODY_BYTES;
        assertThat(code(gate, heads)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:7411, true",
        "http://localhost:7411, true",
        "http://localhost:7412, false",
        "https://localhost:7411, false",
        "http://localhost, false",
        "http://localhost.evil.com:7411, false",
        "null, false",
        "'', false"
    })
    void origin_isOursOrRefused(String origin, boolean ours) {
        Heads heads = new Heads();
        heads.origins = List.of(origin);
        assertThat(code(gate, heads)).isEqualTo(ours ? Optional.empty() : Optional.of("origin-not-allowed"));
    }

    @Test
    void visitors_seeHealth_andMetricsWhereTheyAreOpen() throws ProblemException {
        Heads heads = new Heads();
        heads.method = "GET";
        heads.length = -1;
        heads.authorizations = List.of();
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            heads.path = path;
            assertThat(code(gate, heads)).as(path).isEmpty();
            assertThat(gate.admit(heads.head()).seesStatusOnly()).isTrue();
        }
        heads.path = "/actuator/prometheus";
        assertThat(code(gate, heads)).contains("token-needed");
        assertThat(code(remote, heads)).isEmpty();
        heads.path = "/actuator/info";
        assertThat(code(remote, heads)).contains("token-needed");
        heads.path = "/actuator/health";
        heads.authorizations = List.of("Bearer wrong");
        assertThat(code(gate, heads)).contains("token-needed");
        heads.authorizations = List.of();
        heads.hosts = List.of("evil:7411");
        assertThat(code(gate, heads)).contains("host-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.example.org, true",
        "HUB.example.org:7411, true",
        "hub.example.org:443, false",
        "x.hub.example.org, false",
        "hub.example.org.evil, false"
    })
    void allowedHost_isAName_withOrWithoutThePort(String host, boolean allowed) {
        Heads heads = new Heads();
        heads.hosts = List.of(host);
        assertThat(code(remote, heads)).isEqualTo(allowed ? Optional.empty() : Optional.of("host-not-allowed"));
        assertThat(code(gate, heads)).contains("host-not-allowed");
    }

    @Test
    void severalOrigins_areRefused() {
        Heads heads = new Heads();
        heads.origins = List.of("http://localhost:7411", "http://localhost:7411");
        assertThat(code(gate, heads)).contains("origin-not-allowed");
    }

    @Test
    void portOfHttp_mayBeLeftAway() {
        Heads heads = new Heads();
        heads.port = 80;
        heads.hosts = List.of("localhost");
        assertThat(code(gate, heads)).isEmpty();
        heads.port = 8080;
        assertThat(code(gate, heads)).contains("host-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7:7411, true",
        "192.0.2.7, 192.0.2.8:7411, false",
        "192.0.2.7, name.example:7411, false",
        "2001:db8:0:0:0:0:0:1, [2001:DB8:0:0:0:0:0:1]:7411, true"
    })
    void remote_addsTheAddressOfTheConnection_andNoName(String address, String host, boolean ours) {
        Heads heads = new Heads();
        heads.address = address;
        heads.hosts = List.of(host);
        assertThat(code(remote, heads).isEmpty()).isEqualTo(ours);
        assertThat(code(gate, heads)).contains("host-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tools/..", "/tools/a/b", "/tools/a%2fb", "/tools/", "/execute/", "/EXECUTE", "/actuator/beans"
            })
    void path_isTakenToTheLetter(String path) {
        Heads heads = new Heads();
        heads.path = path;
        assertThat(code(gate, heads)).contains("path-not-found");
    }

    @Test
    void query_isRefused_butOnlyForWhoMayComeIn() {
        Heads heads = new Heads();
        heads.query = Optional.of("");
        assertThat(code(gate, heads)).contains("bad-request");
        heads.authorizations = List.of();
        assertThat(code(gate, heads)).contains("token-needed");
    }

    @Test
    void detail_quotesWhatCameOnOneShortLine() {
        Heads heads = new Heads();
        heads.hosts = List.of("x\r\ny" + "z".repeat(10_000));
        String detail = refusal(gate, heads).orElseThrow().detail();
        assertThat(detail).hasSizeLessThan(500).doesNotContain("\n", "\r");
    }

    @Test
    void wrongToken_isNeverQuoted() {
        Heads heads = new Heads();
        heads.authorizations = List.of("Bearer my-other-token");
        assertThat(refusal(gate, heads).orElseThrow().detail()).doesNotContain("my-other-token");
    }

    private static Heads page(String path, String... cookies) {
        Heads heads = new Heads();
        heads.method = "GET";
        heads.path = path;
        heads.authorizations = List.of();
        heads.types = List.of();
        heads.cookies = List.of(cookies);
        return heads;
    }

    @Test
    void page_isForBrowsersThatALinkLetIn_andForWhoShowsTheToken() {
        String id = BROWSERS.redeem(BROWSERS.newCode(true)).orElseThrow().id();
        Gate gate = gate(Visitors.none());
        assertThat(code(gate, page("/"))).contains("browser-session-needed");
        assertThat(code(gate, page("/", "candor_7411=other"))).contains("browser-session-needed");
        assertThat(code(gate, page("/", "candor_7412=" + id))).contains("browser-session-needed");
        assertThat(code(gate, page("/", "theme=dark; candor_7411=" + id))).isEmpty();
        Heads program = page("/failures");
        program.authorizations = List.of("Bearer " + TOKEN);
        assertThat(code(gate, program)).isEmpty();
        program.authorizations = List.of("Bearer " + "wrong");
        assertThat(code(gate, program)).contains("token-needed");
    }

    @Test
    void cookieOfAPage_opensNothingElse() {
        String id = BROWSERS.redeem(BROWSERS.newCode(true)).orElseThrow().id();
        Gate gate = gate(Visitors.none());
        assertThat(code(gate, page("/tools", "candor_7411=" + id))).contains("token-needed");
        assertThat(code(gate, page("/v3/api-docs", "candor_7411=" + id))).contains("token-needed");
    }

    @Test
    void page_isNotShownToOtherOriginsAndHosts() {
        String id = BROWSERS.redeem(BROWSERS.newCode(true)).orElseThrow().id();
        Heads foreign = page("/", "candor_7411=" + id);
        foreign.origins = List.of("https://example.com");
        assertThat(code(gate(Visitors.none()), foreign)).contains("origin-not-allowed");
        Heads rebound = page("/", "candor_7411=" + id);
        rebound.hosts = List.of("example.com:7411");
        assertThat(code(gate(Visitors.none()), rebound)).contains("host-not-allowed");
    }
}
