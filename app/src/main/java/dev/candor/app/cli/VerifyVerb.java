package dev.candor.app.cli;

import dev.candor.export.verify.BundleVerifier;
import dev.candor.export.verify.Verification;
import dev.candor.export.verify.Verification.Difference;
import dev.candor.export.verify.VerificationShape;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.files.SpooledInput;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.ScenarioFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code candor verify}: recompute a bundle from its own events, and explain every difference. */
final class VerifyVerb implements Verb {
    private static final int NOT_REPRODUCED = 1;
    private static final int MAX_NOTE_CHARACTERS = 500;
    private static final String CSV = "--csv";
    private static final String OWN_SCENARIO = "--own-scenario";

    @Override
    public Manual manual() {
        return new Manual(
                "verify",
                "Recompute a session's bundle from its own events, and explain every difference.",
                Optional.of("BUNDLE"),
                false,
                List.of(
                        Flag.optional(CSV, Flag.FILE, "compare this CSV (default: session.csv of the folder)"),
                        SessionSource.SCENARIOS,
                        Flag.choice(OWN_SCENARIO, "recompute by the copies of the scenario in the bundle"),
                        Flag.choice("--json", "print all that was found, one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  the bundle can be reproduced",
                        "1  it cannot: each difference is a line; or it cannot be read",
                        "2  the arguments make no sense",
                        "BUNDLE is the folder that an export wrote, or a file with the JSON of a bundle, in any layout."),
                List.of("candor verify bundles/sess-20260228-001", "candor verify claimed.json --csv claimed.csv"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("one bundle is verified at a time, found "
                    + arguments.operands().size());
        }
        Terminal terminal = surroundings.terminal();
        ScenarioFolders scenarios = SessionSource.usableScenarios(arguments, surroundings);
        String name = arguments.operands().getFirst();
        Path scratch = surroundings.userPath().scratch();
        Optional<Path> csv = surroundings.path(arguments.text(CSV));
        ProgressBar bar = new ProgressBar(terminal);
        Verification verification;
        try (SpooledInput bundle = SpooledInput.of(surroundings.path(name), scratch);
                SpooledInput table = SpooledInput.of(csv.orElse(scratch), scratch)) {
            verification = BundleVerifier.verify(
                    bundle.path(), csv.map(file -> table.path()), scenarios, arguments.has(OWN_SCENARIO), bar::reading);
        } catch (ToolException e) {
            bar.finish();
            ToolCall.tellAsTool(e, terminal);
            return NOT_REPRODUCED;
        } catch (IOException e) {
            bar.finish();
            terminal.tell(name + " cannot be read: " + Reasons.of(e));
            return NOT_REPRODUCED;
        }
        bar.finish();
        boolean said = arguments.has("--json")
                ? terminal.say(JsonWriter.compact(VerificationShape.INSTANCE.write(verification)))
                : tell(name, verification, terminal);
        return said && verification.reproduced() ? 0 : NOT_REPRODUCED;
    }

    private static boolean tell(String name, Verification verification, Terminal terminal) {
        Paced out = new Paced(terminal);
        try {
            for (Difference difference : verification.differences()) {
                out.line(line(difference));
            }
            out.line(sum(name, verification, terminal));
            boolean said = out.finish();
            verification.notes().forEach(note -> terminal.tell("note: " + Wording.line(note, MAX_NOTE_CHARACTERS)));
            return said;
        } catch (Paced.UnheardException enough) {
            return true;
        }
    }

    /** {@code session.json:/score/score_total: expected 25, found 72: the rubric gives … [SCORE]}. */
    private static String line(Difference difference) {
        String values = difference.expected().isEmpty() && difference.found().isEmpty()
                ? ""
                : "expected " + shown(difference.expected()) + ", found " + shown(difference.found()) + ": ";
        return difference.file() + ":" + difference.pointer()
                + (difference.pointer().isEmpty() ? " " : ": ") + values + difference.sentence() + " ["
                + difference.code() + "]";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    private static String sum(String name, Verification verification, Terminal terminal) {
        String bundle = "bundle " + name;
        String events = Wording.count(verification.events(), "event");
        if (verification.reproduced()) {
            String score = verification
                    .score()
                    .member("score_total")
                    .map(JsonWriter::compact)
                    .orElse("");
            return terminal.green(bundle + " can be reproduced") + ": " + events + ", score " + score + " ("
                    + verification.score().text("status").orElse("") + "), "
                    + Wording.count(verification.files(), "file");
        }
        long count = verification.differences().size() + verification.omitted();
        String omitted = verification.omitted() == 0
                ? ""
                : ", of which the " + verification.differences().size() + " worst are listed";
        return terminal.red(bundle + " cannot be reproduced") + ": " + Wording.count(count, "difference") + omitted
                + "; " + events;
    }
}
