package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.app.http.page.View;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.config.UserPath;
import dev.candor.items.file.RunPolicy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of a server with a refused row and nothing else, as browsers ask for them. */
class PageDoorTest {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
    private static final String REFUSED = "{\"skill\":\"<b>shout</b>\",\"status\":\"SUCCESS\"}";

    @TempDir
    static Path folder;

    /** By how much the server's clock is ahead. */
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    private static RunningServer server;
    private static RawHttp http;
    private static String token;

    @BeforeAll
    static void serve() throws Exception {
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("user"));
        Hub hub = new Hub(userPath, Map.of(), () -> Instant.now().plus(AHEAD.get()), notice -> {});
        server = CandorServer.start(
                new ServerSettings(userPath, ServerSettings.DEFAULT_BIND, 0, Visitors.none()),
                hub,
                RunPolicy.off(),
                new ServerIdentity("candor", "Candor", "0.1.0"),
                notice -> {});
        http = new RawHttp(server.port());
        token = "Authorization: Bearer " + Files.readString(userPath.token()).strip() + "\r\n";
        assertThat(post("/v1/events/skill-usage", token + "Content-Type: application/json\r\n", REFUSED)
                        .status())
                .isEqualTo(207);
    }

    @AfterAll
    static void end() throws ServerException {
        server.close();
    }

    private static String head(String method, String path, String more) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n"
                + more;
    }

    private static RawHttp.Answer get(String path, String more) {
        return http.send(head("GET", path, more) + "\r\n");
    }

    private static RawHttp.Answer post(String path, String more, String body) {
        return http.send(head("POST", path, more) + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static RawHttp.Answer send(String action, String cookie, String more, String form) {
        return post("/act/" + action, cookie + more + "Content-Type: application/x-www-form-urlencoded\r\n", form);
    }

    private static String origin() {
        return "Origin: " + server.url() + "\r\n";
    }

    private static String link(boolean isReadOnly) {
        RawHttp.Answer answer = post(
                "/page/codes",
                token + "Content-Type: application/json\r\n",
                isReadOnly ? "{\"read_only\":true}" : "{}");
        assertThat(answer.json().integer("expires_in_s")).contains(60L);
        return URI.create(answer.json().text("url").orElseThrow()).getPath();
    }

    /** The header of a browser that follows a link. */
    private static String letIn(boolean isReadOnly) {
        String cookie = get(link(isReadOnly), "").header("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("candor_" + server.port() + "=").endsWith("; Path=/; HttpOnly; SameSite=Strict");
        return "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
    }

    private static String formToken(String cookie) {
        Matcher field = FORM_TOKEN.matcher(get("/quarantine", cookie).text());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private static List<View> views() {
        return View.ALL;
    }

    @ParameterizedTest
    @MethodSource("views")
    void view_isShownAsAWhole_toABrowserThatWasLetIn(View view) {
        RawHttp.Answer page = get(view.path(), letIn(false));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.text()).endsWith("</html>\n").doesNotContain("<b>shout", "style=\"", "onclick");
    }

    @ParameterizedTest
    @MethodSource("views")
    void view_tellsOthersHowToGetIn(View view) {
        RawHttp.Answer page = get(view.path(), "Accept: text/html\r\n");
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.text()).contains("candor open").doesNotContain("Quarantine");
    }

    @Test
    void link_worksOnce() {
        String link = link(false);
        assertThat(get(link, "Accept: text/html\r\n").status()).isEqualTo(200);
        RawHttp.Answer again = get(link, "");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.problem()).isEqualTo("link-used");
        assertThat(again.header("Set-Cookie")).isEmpty();
    }

    @Test
    void linkAndSession_end() {
        String link = link(false);
        String cookie = letIn(false);
        try {
            AHEAD.set(Duration.ofSeconds(61));
            RawHttp.Answer late = get(link, "Accept: text/html\r\n");
            assertThat(late.status()).isEqualTo(403);
            assertThat(late.text()).contains("A link works once, within 60 seconds", "candor open");
            assertThat(late.header("Set-Cookie")).isEmpty();
            assertThat(get("/", cookie).status()).isEqualTo(200);
            AHEAD.set(Duration.ofHours(12).plusSeconds(1));
            assertThat(get("/", cookie + "Accept: text/html\r\n").status()).isEqualTo(401);
        } finally {
            AHEAD.set(Duration.ZERO);
        }
    }

    @Test
    void link_isGivenToWhoShowsTheToken() {
        assertThat(post("/page/codes", letIn(false) + "Content-Type: application/json\r\n", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void form_doesWhatItSays_andThePageTellsOnce() {
        String cookie = letIn(false);
        RawHttp.Answer answer =
                send("replay", cookie, origin(), "code=SCHEMA_ENUM&dry_run=true&form_token=" + formToken(cookie));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/quarantine");
        assertThat(get("/quarantine", cookie).text()).contains("Tried, nothing was changed.");
        assertThat(get("/quarantine", cookie).text()).doesNotContain("Tried, nothing was changed.");
    }

    @Test
    void form_ofAnotherPage_isRefused() {
        String cookie = letIn(false);
        String field = "form_token=" + formToken(cookie);
        String foreign = "form_token=" + formToken(letIn(false));
        assertThat(send("replay", cookie, origin(), foreign).problem()).isEqualTo("form-not-ours");
        assertThat(send("replay", cookie, origin(), "").problem()).isEqualTo("form-not-ours");
        assertThat(send("replay", cookie, "", field).problem()).isEqualTo("form-not-ours");
        assertThat(send("replay", cookie, "Origin: https://example.com\r\n", field)
                        .problem())
                .isEqualTo("origin-not-allowed");
        assertThat(send("replay", token, origin(), field).problem()).isEqualTo("form-not-ours");
    }

    @Test
    void readOnlyPage_hasNoForm_andMaySendNone() {
        String cookie = letIn(true);
        assertThat(get("/quarantine", cookie).text())
                .contains("This page may change nothing.")
                .doesNotContain("form_token");
        assertThat(send("drop", cookie, origin(), "form_token=x").problem()).isEqualTo("form-not-ours");
    }

    @Test
    void files_areTheOnesThatPagesName_andMayBeKept() {
        Matcher address = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                .matcher(get("/", letIn(false)).text());
        assertThat(address.results())
                .hasSize(3)
                .allSatisfy(found -> assertThat(get(found.group(1), "").header("Cache-Control"))
                        .contains("public, max-age=31536000, immutable"));
        assertThat(get("/assets/candor.css", "").status()).isEqualTo(404);
    }

    @Test
    void rows_areToldAsTheyCome() throws Exception {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head("GET", "/live", letIn(false)) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder heard = new StringBuilder();
            read(socket, heard, "\r\n\r\n");
            post("/v1/events/skill-usage", token + "Content-Type: application/json\r\n", "{\"skill\":\"live\"}");
            read(socket, heard, "\n\n");
            assertThat(heard).contains("text/event-stream", "data: {\"link\":\"/quarantine");
        }
    }

    private static void read(Socket socket, StringBuilder heard, String end) throws Exception {
        while (heard.indexOf(end) < 0) {
            int character = socket.getInputStream().read();
            assertThat(character).as(heard.toString()).isNotNegative();
            heard.append((char) character);
        }
    }
}
