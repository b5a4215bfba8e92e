package dev.candor.app.http;

import dev.candor.app.http.message.Problem;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.app.http.message.RequestBody;
import dev.candor.app.http.page.Assets;
import dev.candor.app.http.page.BrowserSession;
import dev.candor.app.http.page.BrowserSessions;
import dev.candor.app.http.page.KeptAnswers;
import dev.candor.app.http.page.LiveRows;
import dev.candor.app.http.page.Page;
import dev.candor.app.http.page.ProblemPage;
import dev.candor.app.http.page.View;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages for browsers, and what their forms do. */
final class PageDoor {
    private static final String HTML = PageRoutes.HTML + "; charset=utf-8";
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int SEE_OTHER = 303;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Toolbox toolbox;
    private final BrowserSessions browsers;
    private final RequestBody bodies;
    private final LiveRows live;
    private final IndexWarmUp warmUp;
    private final InstantSource clock;
    private final KeptAnswers answers;

    PageDoor(
            Toolbox toolbox,
            BrowserSessions browsers,
            RequestBody bodies,
            LiveRows live,
            IndexWarmUp warmUp,
            InstantSource clock) {
        this.toolbox = toolbox;
        this.browsers = browsers;
        this.bodies = bodies;
        this.live = live;
        this.warmUp = warmUp;
        this.clock = clock;
        this.answers = new KeptAnswers(this::ask, live::ends, clock);
    }

    /** Whether a request is one for a page, which is refused as a page. */
    static boolean isMeant(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return accept.contains(PageRoutes.HTML) && PageRoutes.isPage(request.getRequestURI());
    }

    /** Writes a problem as a page. */
    static void refuse(Problem problem, ProblemWriter problems, HttpServletResponse response) throws IOException {
        secure(response);
        byte[] page = ProblemPage.of(problem.title(), problem.detail());
        problems.write(problem, HTML, page, response);
    }

    /** Shows a page as it comes to be. */
    void show(View view, Exchange exchange) throws IOException {
        Map<String, String> filters = new LinkedHashMap<>();
        Query query = exchange.admitted().query();
        view.filters().forEach(name -> query.text(name).ifPresent(text -> filters.put(name, text)));
        // who shows the token has no cookie, and so no forms
        BrowserSession browser = exchange.admitted().browser().orElse(new BrowserSession("", "", false));
        Page page = new Page(
                view,
                filters,
                browser,
                clock.instant(),
                browsers.takeNotice(browser.id()),
                new Page.Asker(toolbox.declarations(), answers));
        HttpServletResponse response = exchange.response();
        secure(response);
        response.setContentType(HTML);
        Writer writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        view.write(page, writer);
    }

    private ObjectValue ask(String tool, ObjectValue arguments) throws ToolException {
        return toolbox.call(tool, arguments, ToolContext.unattended(), ArgumentNames.InJson.MEMBERS)
                .json();
    }

    /** Does what a form of ours says, then leads back to the page it came from. */
    void act(FormAction action, Exchange exchange) throws IOException {
        BrowserSession browser = exchange.admitted().browser().orElseThrow(PageDoor::notOurs);
        Query form = bodies.use(
                exchange.request(),
                body -> Query.of(new String(body, StandardCharsets.ISO_8859_1), action.fields(), List.of()));
        if (!browser.sentForm(form.text(FormAction.TOKEN).orElse(""))
                || exchange.request().getHeader("Origin") == null) {
            throw notOurs();
        }
        if (!browser.mayChange()) {
            throw new ProblemException(
                    ProblemType.FORM_NOT_OURS.because(
                            "expected a page that may change something, found one of candor open --read-only; run candor open"));
        }
        browsers.tell(browser.id(), told(action, form));
        redirect(action.next(form), exchange.response());
    }

    private String told(FormAction action, Query form) {
        try {
            return ProblemPage.sentence(action.word(), ask(action.tool(), action.arguments(form)));
        } catch (ToolException e) {
            return e.sentence();
        }
    }

    private static ProblemException notOurs() {
        return new ProblemException(ProblemType.FORM_NOT_OURS.because(
                "expected a form of a page of this server and session, found another; load the page again"));
    }

    /** Lets the browser in that follows a link of {@code candor open}. */
    void open(Exchange exchange) throws IOException {
        BrowserSession browser = browsers.redeem(exchange.variable("code"))
                .orElseThrow(() -> new ProblemException(ProblemType.LINK_USED.because("A link works once, within "
                        + BrowserSessions.CODE_LIFETIME.toSeconds()
                        + " seconds: this one was used, or is older. Run candor open for another.")));
        HttpServletResponse response = exchange.response();
        response.addHeader(
                "Set-Cookie",
                Gate.cookie(exchange.request().getLocalPort()) + "=" + browser.id()
                        + "; Path=/; HttpOnly; SameSite=Strict");
        // led by the page itself, so that the cookie is sent whoever led here
        response.setHeader("Refresh", "0; url=/");
        secure(response);
        response.setContentType(HTML);
        response.getOutputStream().write(ProblemPage.opening());
    }

    private static void redirect(String address, HttpServletResponse response) {
        secure(response);
        response.setStatus(SEE_OTHER);
        response.setHeader("Location", address);
        response.setContentLength(0);
    }

    /** Gives a link that lets one browser in. */
    void newCode(Exchange exchange) throws IOException {
        boolean readOnly = bodies.use(exchange.request(), PageDoor::isReadOnly);
        warmUp.begin();
        String code = browsers.newCode(!readOnly);
        exchange.json(
                200,
                new ObjectValue(Map.of(
                        "url", JsonValue.of(exchange.serverUrl() + "/open/" + code),
                        "expires_in_s", JsonValue.of(BrowserSessions.CODE_LIFETIME.toSeconds()))));
    }

    private static boolean isReadOnly(byte[] body) throws ProblemException {
        try {
            return body.length > 0 && JsonValue.parse(body) instanceof ObjectValue wish && wish.isTrue("read_only");
        } catch (JsonSyntaxException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST.because(
                    "expected {\"read_only\": true}, or no body, found no JSON: " + e.getMessage()));
        }
    }

    /** Gives a file that all pages share. */
    void asset(Exchange exchange) throws IOException {
        String name = exchange.variable("name");
        Assets.Asset asset = Assets.named(name)
                .orElseThrow(() -> new ProblemException(ProblemType.PATH_NOT_FOUND.because(
                        "expected a file of this version's pages, found another; load the page again")));
        HttpServletResponse response = exchange.response();
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType(asset.mediaType());
        byte[] bytes = asset.bytes();
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Tells of rows as they are recorded, until the browser goes. */
    void follow(Exchange exchange) throws IOException {
        HttpServletResponse response = exchange.response();
        try (LiveRows.Follower follower = live.follow()
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_MANY_STREAMS
                        .because("expected fewer open pages; close one")
                        .with("Retry-After", "1")))) {
            response.setContentType("text/event-stream; charset=utf-8");
            response.flushBuffer();
            while (follower.isOpen()) {
                String event =
                        follower.next(BEAT).map(row -> "data: " + row + "\n\n").orElse(":\n\n");
                response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
                response.flushBuffer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void secure(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        // else a browser would call the origin of our own forms null
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
