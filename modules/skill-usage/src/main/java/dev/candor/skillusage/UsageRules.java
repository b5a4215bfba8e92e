package dev.candor.skillusage;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ReasonCodes;
import dev.candor.validation.schema.CheckedRow;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.SchemaException;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * What a row of contract {@code skill-usage} must keep: a schema, and a dictionary that its {@code reason_code} must
 * be in and its {@code error_class} must not contradict.
 */
public final class UsageRules implements RowChecker {
    /** The rule of a reason code that the dictionary does not have. */
    public static final String REASON_CODE_KNOWN = "reason_code_unknown";

    /** The rule of an error class other than the one that the dictionary gives for the reason code. */
    public static final String ERROR_CLASS_AGREES = "error_class_contradicts";

    /** Counts up when this code checks rows more strictly than before, so that they are looked at again. */
    private static final String REVISION = "1-";

    private static final String SKILL = "skill";
    private static final String REASON_CODE = "reason_code";
    private static final String ERROR_CLASS = "error_class";
    private static final String STATUS = "status";
    private static final String TIME = "timestamp_utc";
    private static final int LARGEST_FILE = 4 << 20;

    private final RowChecker schema;
    private final ReasonCodes reasonCodes;
    private final long schemaVersion;
    private final String fingerprint;

    private UsageRules(RowChecker schema, ReasonCodes reasonCodes, long schemaVersion, String fingerprint) {
        this.schema = schema;
        this.reasonCodes = reasonCodes;
        this.schemaVersion = schemaVersion;
        this.fingerprint = fingerprint;
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The rules that ship with Candor. */
    public static UsageRules builtIn() {
        try {
            return load(Optional.empty(), Optional.empty());
        } catch (RefusedException e) {
            throw new IllegalStateException("the rules that ship cannot be used", e);
        }
    }

    /**
     * The rules of the given files; the ones that ship in place of what is not given.
     *
     * @throws RefusedException when a file cannot be read or used
     */
    public static UsageRules load(Optional<Path> schemaFile, Optional<Path> reasonCodesFile) throws RefusedException {
        byte[] schema = bytes("schema", schemaFile, Contract.SKILL_USAGE::schemaFile);
        byte[] dictionary = bytes("reason codes", reasonCodesFile, Contract.SKILL_USAGE::reasonCodesFile);
        ObjectValue parsed = usable("schema", schemaFile, () -> parse(schema));
        List<String> texts = List.of(SKILL, REASON_CODE, ERROR_CLASS, STATUS, TIME);
        RowChecker checker = usable("schema", schemaFile, () -> RowChecker.of(parsed, texts));
        ReasonCodes codes = usable("reason codes", reasonCodesFile, () -> ReasonCodes.parse(dictionary));
        return new UsageRules(checker, codes, version(parsed), REVISION + checksum(schema) + checksum(dictionary));
    }

    private static long version(ObjectValue schema) {
        return schema.integer("schema_version").orElse(1L);
    }

    private static <T> T usable(String what, Optional<Path> file, Supplier<T> reading) throws RefusedException {
        try {
            return reading.get();
        } catch (SchemaException e) {
            throw new RefusedException("the " + what + " file "
                    + file.map(Path::toString).orElse("that ships") + " cannot be used: " + e.getMessage());
        }
    }

    /** An object, as {@code candor schema} reads it, too. */
    private static ObjectValue parse(byte[] schema) {
        try {
            if (JsonValue.parse(schema) instanceof ObjectValue object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw SchemaException.noJson(e);
        }
        throw new SchemaException("it must be a JSON object");
    }

    private static byte[] bytes(String what, Optional<Path> file, Supplier<byte[]> shipped) throws RefusedException {
        if (file.isEmpty()) {
            return shipped.get();
        }
        try {
            return Input.bytes(file.get(), LARGEST_FILE)
                    .orElseThrow(() -> new RefusedException("the " + what + " file " + file.get() + " is larger than "
                            + LARGEST_FILE + " bytes; give a smaller one"));
        } catch (IOException e) {
            throw new RefusedException("the " + what + " file " + file.get() + " cannot be read: " + Reasons.of(e));
        }
    }

    /** The version that the schema names in {@code schema_version}; 1 when it names none. */
    public long schemaVersion() {
        return schemaVersion;
    }

    /** Changes when the schema or the dictionary changes. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The dictionary. */
    public ReasonCodes reasonCodes() {
        return reasonCodes;
    }

    /** The row's skill, when it names one. */
    public static Optional<String> skillOf(CheckedRow row) {
        return row.text(SKILL);
    }

    static boolean hasFailed(CheckedRow row) {
        return row.text(STATUS).equals(Optional.of("failure"));
    }

    /** When the row's command ended; empty when it says no time. */
    static Optional<Instant> timeOf(CheckedRow row) {
        return row.text(TIME).flatMap(Utc::moment);
    }

    @Override
    public CheckedRow check(byte[] bytes, int from, int to) {
        CheckedRow row = schema.check(bytes, from, to);
        Optional<String> reasonCode = row.text(REASON_CODE);
        return reasonCode.isEmpty() ? row : withReason(row, reasonCode.get());
    }

    private CheckedRow withReason(CheckedRow row, String reasonCode) {
        Optional<String> errorClass = row.text(ERROR_CLASS);
        Optional<String> implied = reasonCodes.classOf(reasonCode);
        Violation violation;
        if (!reasonCodes.contains(reasonCode)) {
            violation = new Violation(
                    REASON_CODE_KNOWN,
                    "/" + REASON_CODE,
                    "/reason_code must be a code of the dictionary, found " + Violation.quoted(reasonCode));
        } else if (errorClass.isPresent() && implied.isPresent() && !implied.equals(errorClass)) {
            violation = new Violation(
                    ERROR_CLASS_AGREES,
                    "/" + ERROR_CLASS,
                    "/error_class must be \"" + implied.get() + "\", which the dictionary gives for reason code \""
                            + reasonCode + "\", found " + Violation.quoted(errorClass.get()));
        } else {
            return row;
        }
        List<Violation> violations = new ArrayList<>(row.violations());
        violations.add(violation);
        return new CheckedRow() {
            @Override
            public List<Violation> violations() {
                return violations;
            }

            @Override
            public Optional<String> text(String property) {
                return row.text(property);
            }
        };
    }
}
