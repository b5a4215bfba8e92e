package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.SchemaChange;
import dev.candor.validation.schema.SchemaComparison;
import dev.candor.validation.schema.SchemaLint;
import dev.candor.validation.schema.SchemaVersion;
import dev.candor.validation.schema.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor schema}: what contracts there are, what they ask for, and whether a new version may follow an old one. */
final class SchemaVerb implements Verb {
    private static final int NOT_GOOD = 1;

    @Override
    public Manual manual() {
        return new Manual(
                "schema",
                "Show the contracts and their rules; check and compare schemas.",
                Optional.of("list|show ID[@VERSION]|lint FILE…|compat OLD NEW"),
                false,
                List.of(Flag.choice("--json", "print the answer as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  fine",
                        "1  lint: a schema is not valid; compat: the version is too low; a file cannot be read",
                        "2  the arguments make no sense",
                        "compat: a breaking change (a row that was valid is no more, or what was always there may be",
                        "  missing) needs a new first number, or second while the first is 0; an additive one the",
                        "  second; a revision (words only) the third. The version is what the schema says by x-version,",
                        "  version, schema_version or the constant of its rows, else the name of its folder."),
                List.of(
                        "candor schema list",
                        "candor schema show audit",
                        "candor schema lint mine.schema.json",
                        "candor schema compat session@1 mine/1.1/session.schema.json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        String action = operands.isEmpty() ? "" : operands.getFirst();
        List<String> rest = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
        boolean json = arguments.has("--json");
        Terminal terminal = surroundings.terminal();
        try {
            return switch (action) {
                case "list" -> {
                    mustHave(rest.isEmpty(), "list takes nothing more");
                    yield said(terminal.say(json ? JsonWriter.compact(SchemaWords.list()) : SchemaWords.listText()));
                }
                case "show" -> {
                    mustHave(rest.size() == 1, "show needs the id of one contract");
                    Contract contract = SchemaSource.contract(rest.getFirst());
                    yield said(terminal.say(
                            json ? JsonWriter.compact(SchemaWords.show(contract)) : SchemaWords.showText(contract)));
                }
                case "lint" -> {
                    mustHave(!rest.isEmpty(), "lint needs a file, or the id of a contract");
                    yield lint(SchemaSource.all(rest, surroundings), terminal, json);
                }
                case "compat" -> {
                    mustHave(rest.size() == 2, "compat needs an old and a new schema: files, or ids of contracts");
                    yield compat(SchemaSource.all(rest, surroundings), terminal, json);
                }
                default ->
                    throw new UsageException("say list, show ID, lint FILE or compat OLD NEW, found "
                            + (action.isEmpty() ? "nothing" : "'" + action + "'"));
            };
        } catch (SchemaSource.UnreadableException e) {
            terminal.tell(String.valueOf(e.getMessage()));
            return NOT_GOOD;
        }
    }

    private static void mustHave(boolean fits, String sentence) throws UsageException {
        if (!fits) {
            throw new UsageException(sentence);
        }
    }

    private static int said(boolean said) {
        return said ? 0 : NOT_GOOD;
    }

    private static int lint(List<SchemaSource> sources, Terminal terminal, boolean json) {
        int worst = 0;
        List<JsonValue> files = new ArrayList<>();
        for (SchemaSource source : sources) {
            List<Finding> found = SchemaLint.of(source.schema());
            boolean valid = found.stream().noneMatch(finding -> finding.severity() == Severity.REFUSAL);
            worst = valid ? worst : NOT_GOOD;
            files.add(SchemaWords.linted(source.name(), found, valid));
            if (!json) {
                terminal.say(SchemaWords.lintedText(source.name(), found, valid));
            }
        }
        if (json) {
            terminal.say(JsonWriter.compact(new ObjectValue(Map.of("schemas", JsonValue.of(files)))));
        }
        return worst;
    }

    private static int compat(List<SchemaSource> sources, Terminal terminal, boolean json)
            throws SchemaSource.UnreadableException {
        SchemaSource older = sources.getFirst();
        SchemaSource newer = sources.getLast();
        SchemaVersion from = older.version();
        SchemaVersion to = newer.version();
        List<SchemaChange> changes = SchemaComparison.of(older.schema(), newer.schema());
        Optional<SchemaChange.Weight> weight = SchemaComparison.weight(changes);
        Optional<SchemaVersion> least = weight.map(from::after);
        boolean enough = to.compareTo(least.orElse(from)) >= 0;
        Map<String, JsonValue> result = new LinkedHashMap<>();
        String verdict = weight.map(SchemaChange.Weight::word).orElse("same");
        result.put("result", JsonValue.of(verdict));
        result.put("old_version", JsonValue.of(from.toString()));
        result.put("new_version", JsonValue.of(to.toString()));
        result.put("least_version", JsonValue.of(least.orElse(from).toString()));
        result.put("version_suffices", JsonValue.of(enough));
        result.put("changes", SchemaWords.changes(changes));
        String sentence = verdict + ": from " + from + ", the version must be " + least.orElse(from)
                + " or higher; it is " + to + (enough ? "" : ", which is too low");
        terminal.say(
                json
                        ? JsonWriter.compact(new ObjectValue(result))
                        : SchemaWords.changesText(changes) + (enough ? sentence : terminal.red(sentence)));
        return enough ? 0 : NOT_GOOD;
    }
}
