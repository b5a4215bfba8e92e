package dev.candor.app.rest;

import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.OpenSession;
import dev.candor.export.Sessions;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.validation.schema.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The files of a session's bundle, as they would be written: byte for byte, and never in memory as a whole. What can be
 * refused is refused before the first byte; a failure after it breaks the connection off.
 */
@RestController
public final class SessionBundleController {
    /** What may stand behind the {@code ?}. */
    static final List<String> PARAMETERS = List.of("format", "exported_at", "scenario", "spreadsheet_safe");

    /** The formats that there are; the first is the usual one. */
    static final List<String> FORMATS = List.of("json", "csv", "html", "scenario", "rubric", "microdrills", "manifest");

    private static final int BUFFER_BYTES = 1 << 16;

    private final Sessions sessions;
    private final Answers answers;

    /** A door to these sessions. Whoever reads slowly from it takes no place from those who ask in another way. */
    public SessionBundleController(Sessions sessions, Answers answers) {
        this.sessions = sessions.apart();
        this.answers = answers;
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
            Optional<ExportFormat> form = switch (format) {
                case "json" -> Optional.of(ExportFormat.JSON);
                case "csv" -> Optional.of(ExportFormat.CSV);
                case "html" -> Optional.of(ExportFormat.HTML);
                default -> Optional.empty();
            };
            return new Wish(
                    form.map(ExportFormat::fileName).orElse(format + ".json"),
                    form,
                    new ExportOptions(exportedAt, safe),
                    query.text("scenario"));
        }

        String mediaType() {
            return form.map(ExportFormat::mediaType).orElse("application/json");
        }

        void write(OpenSession session, OutputStream out) throws IOException {
            if (form.isPresent()) {
                session.write(form.get(), options, out);
            } else if (file.equals("manifest.json")) {
                session.writeManifest(EnumSet.allOf(ExportFormat.class), options, out);
            } else {
                session.writeScenario(file, out);
            }
        }
    }

    @GetMapping("/v1/sessions/{id}/bundle")
    void bundle(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Wish wish = Wish.of(
                    Query.of(Optional.ofNullable(request.getQueryString()).orElse(""), PARAMETERS));
            mustAccept(request, wish.mediaType());
            try (OpenSession session = open(id, wish)) {
                response.setContentType(wish.mediaType());
                response.setCharacterEncoding("UTF-8");
                response.setHeader("Content-Disposition", "attachment; filename=\"" + wish.file() + "\"");
                OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
                wish.write(session, out);
                out.flush();
            }
        } catch (ProblemException e) {
            answers.write(e.problem(), response);
        }
    }

    private OpenSession open(String id, Wish wish) throws ProblemException {
        try {
            return sessions.open(id, Optional.empty(), wish.scenario(), rows -> {});
        } catch (ToolException e) {
            throw new ProblemException(Problem.of(e));
        } catch (IOException e) {
            throw new ProblemException(Problem.of(new ToolException(
                    Kind.UNAVAILABLE, "sessions-unavailable", "the sessions cannot be read: " + Reasons.of(e))));
        }
    }

    private static void mustAccept(HttpServletRequest request, String mediaType) throws ProblemException {
        String accept = request.getHeader("Accept");
        if (accept != null && !accept.contains(mediaType) && !accept.contains("*")) {
            throw new ProblemException(ProblemType.JSON_NOT_ACCEPTED.because(
                    "the answer is " + mediaType + "; leave the Accept header away, or let it allow that"));
        }
    }
}
