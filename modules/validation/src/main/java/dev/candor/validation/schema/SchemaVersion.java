package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.SchemaChange.Weight;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of a schema: one to three numbers, those that are not written are 0. */
public record SchemaVersion(int major, int minor, int patch) implements Comparable<SchemaVersion> {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?");
    private static final Comparator<SchemaVersion> ORDER = Comparator.comparingInt(SchemaVersion::major)
            .thenComparingInt(SchemaVersion::minor)
            .thenComparingInt(SchemaVersion::patch);

    /** Reads {@code 1}, {@code 1.0} or {@code 0.20.2}. */
    public static Optional<SchemaVersion> parse(String text) {
        Matcher numbers = FORM.matcher(text);
        return numbers.matches()
                ? Optional.of(
                        new SchemaVersion(number(numbers.group(1)), number(numbers.group(2)), number(numbers.group(3))))
                : Optional.empty();
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /**
     * The version that a schema says it has, by {@code x-version}, {@code version} or {@code schema_version}, else by the
     * constant of its rows' {@code version} or {@code schema_version}.
     */
    public static Optional<SchemaVersion> of(ObjectValue schema) {
        for (String name : List.of("x-version", "version", "schema_version")) {
            Optional<SchemaVersion> said = text(schema, name).flatMap(SchemaVersion::parse);
            if (said.isPresent()) {
                return said;
            }
        }
        ObjectValue properties = schema.object("properties");
        return text(properties.object("version"), "const")
                .or(() -> text(properties.object("schema_version"), "const"))
                .flatMap(SchemaVersion::parse);
    }

    private static Optional<String> text(ObjectValue object, String name) {
        return object.members().get(name) instanceof NumberValue number
                ? Optional.of(number.text())
                : object.text(name);
    }

    /**
     * The lowest version that a change of that weight may have after this one: breaking needs a new first number (the
     * second one while the first is 0), additive the second, a revision the third.
     */
    public SchemaVersion after(Weight weight) {
        return switch (weight) {
            case BREAKING -> major == 0 ? new SchemaVersion(0, minor + 1, 0) : new SchemaVersion(major + 1, 0, 0);
            case ADDITIVE -> new SchemaVersion(major, minor + 1, 0);
            case REVISION -> new SchemaVersion(major, minor, patch + 1);
        };
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
