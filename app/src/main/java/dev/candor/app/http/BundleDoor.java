package dev.candor.app.http;

import dev.candor.app.http.message.Accepts;
import dev.candor.app.http.message.ProblemException;
import dev.candor.app.http.message.ProblemType;
import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.SessionBundle;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.Sessions;
import dev.candor.validation.schema.Violation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The files of a session's bundle, as they would be written: byte for byte, and never in memory as a whole. What can be
 * refused is refused before the first byte; a failure after it breaks the connection off.
 */
final class BundleDoor {
    /** As OpenAPI writes them. */
    static final List<ObjectValue> PARAMETERS = Operation.objects("""
            [{"name":"session_id","in":"path","required":true,"schema":{"type":"string"}},
             {"name":"format","in":"query","required":false,
              "schema":{"type":"string","enum":["json","csv","html","scenario","rubric","microdrills","manifest"],"default":"json"}},
             {"name":"exported_at","in":"query","required":false,
              "description":"When the bundle says it was made, in UTC. Default: the time of the last event.",
              "schema":{"type":"string","format":"date-time"}},
             {"name":"scenario","in":"query","required":false,
              "description":"The scenario to score by. Default: the one that knows all words of the session.",
              "schema":{"type":"string"}},
             {"name":"spreadsheet_safe","in":"query","required":false,
              "description":"Whether cells that a spreadsheet could take for a formula get an apostrophe before them.",
              "schema":{"type":"boolean","default":false}}]
            """);

    private static final List<String> FORMATS =
            PARAMETERS.get(1).object("schema").texts("enum");

    private static final int BUFFER_BYTES = 1 << 16;

    private final Sessions sessions;

    /** A door to these sessions. Whoever reads slowly from it takes no place from those who ask in another way. */
    BundleDoor(Sessions sessions) {
        this.sessions = sessions.apart();
    }

    /**
     * What is asked for.
     *
     * @param file by its name
     * @param form of the session; empty for the other files
     */
    private record Wish(String file, Optional<ExportFormat> form, ExportOptions options, Optional<String> scenario) {
        static Wish of(Query query) throws ProblemException {
            Optional<String> exportedAt = query.text("exported_at");
            if (exportedAt.filter(text -> !ExportOptions.isMoment(text)).isPresent()) {
                throw new ProblemException(ProblemType.QUERY_INVALID.because(
                        "expected a moment in UTC such as 2026-11-20T10:00:00Z as the query parameter exported_at, found "
                                + Violation.quoted(exportedAt.get())));
            }
            boolean safe = query.choice("spreadsheet_safe", List.of("true", "false"))
                    .filter("true"::equals)
                    .isPresent();
            String format = query.choice("format", FORMATS).orElse("json");
            Optional<ExportFormat> form =
                    ExportFormat.named(format).map(only -> only.iterator().next());
            return new Wish(
                    form.map(ExportFormat::fileName).orElse(format + ".json"),
                    form,
                    new ExportOptions(exportedAt, safe),
                    query.text("scenario"));
        }

        String mediaType() {
            return form.map(ExportFormat::mediaType).orElse(Accepts.JSON);
        }

        void write(LoadedSession session, OutputStream out) throws IOException {
            SessionBundle bundle = new SessionBundle(session, options);
            if (form.isPresent()) {
                bundle.write(form.get(), out);
            } else if (file.equals("manifest.json")) {
                bundle.writeManifest(EnumSet.allOf(ExportFormat.class), out);
            } else {
                bundle.writeScenario(file, out);
            }
        }
    }

    void give(Exchange exchange) throws IOException, ToolException {
        Wish wish = Wish.of(exchange.admitted().query());
        if (!exchange.accepts().allows(wish.mediaType())) {
            throw new ProblemException(Accepts.refusal(List.of(wish.mediaType())));
        }
        try (LoadedSession session = open(exchange.variable("session_id"), wish.scenario())) {
            HttpServletResponse response = exchange.response();
            response.setContentType(wish.mediaType());
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + wish.file() + "\"");
            OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
            wish.write(session, out);
            out.flush();
        }
    }

    /** Shows the report of a session as the page that it is, which itself says what a browser may do on it. */
    void show(Exchange exchange) throws IOException, ToolException {
        String id = exchange.admitted().query().text("session_id").orElse("");
        try (LoadedSession session = open(id, Optional.empty())) {
            exchange.response().setContentType("text/html; charset=utf-8");
            OutputStream out = new BufferedOutputStream(exchange.response().getOutputStream(), BUFFER_BYTES);
            new SessionBundle(session, new ExportOptions(Optional.empty(), false)).write(ExportFormat.HTML, out);
            out.flush();
        }
    }

    private LoadedSession open(String id, Optional<String> scenario) throws ToolException {
        try {
            return sessions.open(id, Optional.empty(), scenario, rows -> {});
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "sessions-unavailable", "the sessions cannot be read: " + Reasons.of(e));
        }
    }
}
