package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Moments;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.validation.contract.Contract;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tools of the quarantine take in common: which entries are meant. */
final class QuarantineArguments {
    private static final String FILTER = """
            "code": {
              "description": "Only entries refused with this code, as SCHEMA_REQUIRED.",
              "type": "string", "minLength": 1, "maxLength": 64
            },
            "contract": {
              "description": "Only entries of this contract; unknown for those whose contract could not be told.",
              "enum": [CONTRACTS]
            },
            "source": {
              "description": "Only entries that came from there, as http or file:events.jsonl.",
              "type": "string", "minLength": 1, "maxLength": 512
            },
            "since": {
              "description": "Only entries refused then or later: 2026-11-20T10:00:00Z, or 2026-11-20 (UTC).",
              "type": "string", "minLength": 10, "maxLength": 40
            },
            "until": {
              "description": "Only entries refused before then.",
              "type": "string", "minLength": 10, "maxLength": 40
            }""".replace("CONTRACTS", contracts());

    private static final String CHOICE = """
            "ids": {
              "description": "Only these entries.",
              "type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 128},
              "minItems": 1, "maxItems": 1000
            },
            "all": {"description": "Needed to mean every entry: when nothing else says which.", "type": "boolean"},
            "dry_run": {"description": "Change nothing and say what would be (default false).", "type": "boolean"}""";

    private QuarantineArguments() {}

    private static String contracts() {
        return Stream.concat(Contract.ALL.stream().map(Contract::id), Stream.of(QuarantineFilter.UNKNOWN))
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(", "));
    }

    /** The input schema of a tool that looks at entries. */
    static ObjectValue reading(String more) {
        return schema(FILTER + ",\n" + more);
    }

    /** The input schema of a tool that lets entries leave. */
    static ObjectValue changing(String more) {
        return schema(FILTER + ",\n" + CHOICE + (more.isEmpty() ? "" : ",\n" + more));
    }

    private static ObjectValue schema(String properties) {
        return (ObjectValue) JsonValue.parse("""
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {""" + properties + "}, \"additionalProperties\": false}");
    }

    static QuarantineFilter filter(ObjectValue arguments) throws ToolException {
        Set<String> ids = arguments.member("ids").orElse(null) instanceof ArrayValue list
                ? list.items().stream()
                        .map(id -> id instanceof StringValue text ? text.text() : "")
                        .collect(Collectors.toSet())
                : Set.of();
        return new QuarantineFilter(
                ids,
                arguments.text("code"),
                arguments.text("contract"),
                arguments.text("source"),
                Moments.of(arguments, "since"),
                Moments.of(arguments, "until"));
    }

    /** The filter of a tool that lets entries leave: whoever means all of them says so. */
    static QuarantineFilter chosen(ObjectValue arguments) throws ToolException {
        QuarantineFilter filter = filter(arguments);
        if (filter.isAll() == isTrue(arguments, "all")) {
            return filter;
        }
        throw new ToolException(
                Kind.INVALID_ARGUMENTS,
                "arguments-invalid",
                filter.isAll()
                        ? "say which entries are meant: ids, code, contract, source, since or until; or all, for every one"
                        : "all means every entry, and a filter or ids mean some of them; leave one of the two away");
    }

    static boolean isTrue(ObjectValue arguments, String name) {
        return arguments.member(name).orElse(null) instanceof BooleanValue value && value.value();
    }

    static ToolException unavailable(String what, String reason) {
        return new ToolException(
                Kind.UNAVAILABLE, "quarantine-unavailable", "the quarantine cannot be " + what + ": " + reason);
    }

    static ToolException notThere(NoSuchEntryException e) {
        return new ToolException(
                Kind.NOT_FOUND,
                "quarantine-entry-not-found",
                e.sentence() + "; nothing was changed (list_quarantine names those there are)");
    }
}
