package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.validation.secrets.Secrets;
import java.util.Locale;

/**
 * Something about a row that its sender should know.
 *
 * @param code stable, in capitals: {@code SCHEMA_REQUIRED}, {@code TIMESTAMP_NOT_UTC}
 * @param rule the schema keyword or named rule that was broken
 * @param pointer JSON pointer (RFC 6901) to the offending value; empty for the row itself
 * @param sentence what was expected and what was found, for a person; never a secret
 */
public record Finding(Severity severity, String code, String rule, String pointer, String sentence) {
    private static final String SCHEMA = "SCHEMA_";

    /** A violation as a refusal, without the secrets that its sentence may quote. */
    public static Finding of(Violation violation) {
        return new Finding(
                Severity.REFUSAL,
                code(violation.rule()),
                violation.rule(),
                Secrets.installed().redact(violation.pointer()),
                Secrets.installed().redact(violation.sentence()));
    }

    /** Why a text is no row: it is no JSON. */
    public static Finding notJson(JsonSyntaxException e) {
        return of(Violation.noJson(e));
    }

    /** Why a JSON value is no row: it is no object. */
    public static Finding notAnObject() {
        return new Finding(
                Severity.REFUSAL,
                "NOT_AN_OBJECT",
                "type",
                "",
                "the row must be a JSON object, found another JSON value");
    }

    /** Why a line is not looked at: it is too long. */
    public static Finding overlong() {
        return of(Violation.overlongLine());
    }

    /** {@code additionalProperties} becomes {@code SCHEMA_ADDITIONAL_PROPERTIES}; rules of ours are no keywords. */
    private static String code(String rule) {
        return switch (rule) {
            case RowChecker.JSON_RULE -> "NOT_JSON";
            case "line_length" -> "LINE_TOO_LONG";
            default -> rule.indexOf('_') > 0 ? rule.toUpperCase(Locale.ROOT) : SCHEMA + upperSnake(rule);
        };
    }

    private static String upperSnake(String keyword) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            if (Character.isUpperCase(c)) {
                code.append('_');
            }
            code.append(Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_');
        }
        return code.toString();
    }
}
