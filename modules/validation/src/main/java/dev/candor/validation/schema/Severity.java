package dev.candor.validation.schema;

/** What a finding means for its row. */
public enum Severity {
    /** The row does not get in. */
    REFUSAL,
    /** The row gets in; its sender should know all the same. */
    WARNING
}
