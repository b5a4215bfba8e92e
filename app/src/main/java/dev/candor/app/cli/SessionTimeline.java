package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ReplayStep;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session as it happened, for a person to read; what others wrote cannot steer the terminal. */
final class SessionTimeline {
    private static final int MAX_ID = 40;
    private static final int MAX_LINE = 500;
    private static final String INDENT = " ".repeat(15);

    private final Terminal terminal;
    private final Paced out;
    private String phase = "";
    private @Nullable LocalDate day;

    SessionTimeline(Terminal terminal) {
        this.terminal = terminal;
        this.out = new Paced(terminal);
    }

    /** Tells it; false when it could not be said. */
    boolean tell(String id, LoadedSession session, Runnable mustGoOn) throws IOException {
        out.line(shown(id) + "  " + shown(session.scenarioId()) + "  " + Wording.count(session.count(), "event"));
        session.replay(step -> {
            mustGoOn.run();
            step(step);
        });
        out.line("");
        out.line("from first to repeated assessment");
        session.lineage().forEach(line -> out.line("  " + line(line)));
        result(session);
        return out.finish();
    }

    private void step(ReplayStep step) {
        LocalDate date = step.at().atOffset(ZoneOffset.UTC).toLocalDate();
        if (!step.phase().equals(phase) || !date.equals(day)) {
            out.line("");
            out.line(shown(step.phase()) + (date.equals(day) ? "" : "  " + date + "  from " + step.timestamp()));
        }
        phase = step.phase();
        day = date;
        String change = step.change().signum() == 0 ? "" : step.signedChange();
        out.line("  " + padded(step.clock(), 13) + outcome(step.outcome()) + coloured(step, left(change, 6))
                + left(step.score(), 7) + "  " + padded(shown(step.type()), 22) + "  "
                + padded(shown(step.actorId()), 12)
                + "  " + shown(step.eventId()));
        if (!step.words().isEmpty()) {
            out.line(INDENT + line(step.words()));
        }
        step.why().forEach(why -> out.line(INDENT + "> " + line(why)));
    }

    private void result(LoadedSession session) {
        ObjectValue score = session.score();
        String total = score.members().get("score_total") instanceof NumberValue number ? number.text() : "?";
        String status = score.text("status").orElse("?");
        String words = "score " + total + " (" + status + ")";
        out.line("");
        out.line(status.equals("pass") ? terminal.green(words) : status.equals("fail") ? terminal.red(words) : words);
        List<ObjectValue> drills = session.report().objects("recommended_microdrills");
        drills.forEach(
                drill -> out.line("drill " + shown(text(drill, "microdrill_id")) + ": " + line(text(drill, "reason"))));
    }

    private static String text(ObjectValue object, String name) {
        return object.text(name).orElse("?");
    }

    private String outcome(String outcome) {
        String column = padded(shown(outcome), 7);
        return outcome.equals("success")
                ? terminal.green(column)
                : outcome.equals("fail") ? terminal.red(column) : column;
    }

    private String coloured(ReplayStep step, String text) {
        return switch (step.change().signum()) {
            case 1 -> terminal.green(text);
            case -1 -> terminal.red(text);
            default -> text;
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String shown(String text) {
        return Wording.visible(text, MAX_ID);
    }

    private static String line(String text) {
        return Wording.visible(text, MAX_LINE);
    }
}
