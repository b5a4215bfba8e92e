package dev.candor.validation;

/**
 * Something about a row that its sender should know.
 *
 * @param code stable, in capitals: {@code SCHEMA_REQUIRED}, {@code TIMESTAMP_NOT_UTC}
 * @param rule the schema keyword or named rule that was broken
 * @param pointer JSON pointer (RFC 6901) to the offending value; empty for the row itself
 * @param sentence what was expected and what was found, for a person; never a secret
 */
public record Finding(Severity severity, String code, String rule, String pointer, String sentence) {}
