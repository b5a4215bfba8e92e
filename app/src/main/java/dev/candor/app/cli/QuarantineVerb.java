package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code candor quarantine}: look at refused rows, replay them, give them up. */
final class QuarantineVerb implements Verb {
    private static final int STILL_THERE = 3;
    private static final String LIMIT = "--limit";
    private static final String REASON = "--reason";
    private static final List<String> FILTERS = List.of("code", "contract", "source", "since", "until");
    private static final List<String> LISTING = List.of(LIMIT, "--newest");
    private static final List<String> CHANGING = List.of("--all", "--dry-run");

    @Override
    public Manual manual() {
        return new Manual(
                "quarantine",
                "Look at the rows that were refused, replay them, give them up.",
                Optional.of("list|show ID|replay [ID…]|drop [ID…]"),
                false,
                List.of(
                        Flag.optional("--code", "CODE", "only entries refused with this code"),
                        Flag.optional("--contract", "ID", "only entries of this contract, or unknown"),
                        Flag.optional("--source", "SOURCE", "only entries that came from there"),
                        Flag.optional("--since", "TIME", "only entries refused then or later, as 2026-11-20 (UTC)"),
                        Flag.optional("--until", "TIME", "only entries refused before, as 2026-11-20T10:00:00Z"),
                        Flag.choice("--all", "replay or drop every entry"),
                        Flag.choice("--dry-run", "replay or drop nothing, say what would be"),
                        Flag.optional(REASON, "TEXT", "why they are dropped"),
                        Flag.optional(LIMIT, "N", "list so many entries at most (default 50)"),
                        Flag.choice("--newest", "list the newest first"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of(
                        "0  done",
                        "1  there is no such entry, or the quarantine cannot be read or changed",
                        "2  the flags make no sense, or not said which entries are meant",
                        "3  replay: entries were refused again or skipped, and are still there"),
                List.of(
                        "candor quarantine list --contract audit",
                        "candor quarantine show 019a9f3e-5b1c-7d2e-8f4a-0c1d2e3f4a5b",
                        "candor quarantine replay --code SCHEMA_REQUIRED --dry-run",
                        "candor quarantine drop --source file:test.jsonl --reason 'a test'"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        String action = operands.isEmpty() ? "" : operands.getFirst();
        List<String> ids = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
        ToolCall call = new ToolCall(surroundings);
        return switch (action) {
            case "list" -> {
                mustFit(action, arguments, ids.isEmpty(), CHANGING, List.of(REASON));
                yield call.say("list_quarantine", listing(arguments), text(arguments, QuarantineWords::list));
            }
            case "show" -> {
                mustFit(action, arguments, ids.size() == 1, CHANGING, List.of(REASON), LISTING, filterFlags());
                Map<String, JsonValue> id = Map.of("id", JsonValue.of(ids.getFirst()));
                yield call.say("show_quarantine", id, text(arguments, QuarantineWords::entry));
            }
            case "replay" -> {
                mustFit(action, arguments, true, LISTING, List.of(REASON));
                yield replay(call, changing(arguments, ids), arguments);
            }
            case "drop" -> {
                mustFit(action, arguments, true, LISTING);
                Map<String, JsonValue> chosen = changing(arguments, ids);
                arguments.text(REASON).ifPresent(reason -> chosen.put("reason", JsonValue.of(reason)));
                yield call.say("drop_quarantine", chosen, text(arguments, QuarantineWords::dropped));
            }
            default ->
                throw new UsageException("say list, show ID, replay or drop, found "
                        + (action.isEmpty() ? "nothing" : "'" + action + "'"));
        };
    }

    private static int replay(ToolCall call, Map<String, JsonValue> chosen, Arguments arguments) {
        boolean[] stillThere = {false};
        Function<ObjectValue, String> text = text(arguments, QuarantineWords::replayed);
        int code = call.say("replay_quarantine", chosen, result -> {
            stillThere[0] =
                    QuarantineWords.count(result, "refused_again") + QuarantineWords.count(result, "skipped") > 0;
            return text.apply(result);
        });
        return code == 0 && stillThere[0] ? STILL_THERE : code;
    }

    private static Function<ObjectValue, String> text(Arguments arguments, Function<ObjectValue, String> words) {
        return arguments.has("--json") ? JsonWriter::compact : words;
    }

    private static List<String> filterFlags() {
        return FILTERS.stream().map(name -> "--" + name).toList();
    }

    @SafeVarargs
    private static void mustFit(String action, Arguments arguments, boolean operandsFit, List<String>... without)
            throws UsageException {
        if (!operandsFit) {
            throw new UsageException(
                    action.equals("show") ? "show needs the id of one entry" : "list takes no ids, only flags");
        }
        for (List<String> flags : without) {
            for (String flag : flags) {
                if (arguments.has(flag)) {
                    throw new UsageException("the flag " + flag + " means nothing to candor quarantine " + action);
                }
            }
        }
    }

    private static Map<String, JsonValue> filter(Arguments arguments) {
        Map<String, JsonValue> call = new LinkedHashMap<>();
        for (String name : FILTERS) {
            arguments.text("--" + name).ifPresent(value -> call.put(name, JsonValue.of(value)));
        }
        return call;
    }

    private static Map<String, JsonValue> listing(Arguments arguments) throws UsageException {
        Map<String, JsonValue> call = filter(arguments);
        if (arguments.has(LIMIT)) {
            call.put("limit", JsonValue.of(arguments.number(LIMIT, 0)));
        }
        if (arguments.has("--newest")) {
            call.put("newest", new BooleanValue(true));
        }
        return call;
    }

    private static Map<String, JsonValue> changing(Arguments arguments, List<String> ids) throws UsageException {
        arguments.mustNotBeEmpty(filterFlags().toArray(String[]::new));
        Map<String, JsonValue> call = filter(arguments);
        if (!ids.isEmpty()) {
            call.put("ids", new ArrayValue(ids.stream().map(JsonValue::of).toList()));
        }
        if (arguments.has("--all")) {
            call.put("all", new BooleanValue(true));
        }
        if (arguments.has("--dry-run")) {
            call.put("dry_run", new BooleanValue(true));
        }
        return call;
    }
}
