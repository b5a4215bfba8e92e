package dev.candor.validation.contract;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.schema.Sentences;
import java.util.Map;
import java.util.Optional;

/** What the rules of several contracts share. */
final class CommonRules {
    static final String TIMESTAMP_NOT_UTC = "TIMESTAMP_NOT_UTC";

    private CommonRules() {}

    /** The rule of a contract whose rows have a {@code timestamp}. */
    static RowRule timestamp(String sentence) {
        return RowRule.refusal(
                TIMESTAMP_NOT_UTC,
                sentence,
                Policy.OF_THE_CONTRACT,
                (row, complaints) -> utc(row, "timestamp", "/timestamp", complaints));
    }

    /** Complains about a text at a place that is no moment in UTC; about nothing that is no text. */
    static void utc(ObjectValue holder, String name, String pointer, Complaints complaints) {
        if (holder.members().get(name) instanceof StringValue string) {
            Timestamps.fault(string.text())
                    .ifPresent(fault -> complaints.add(
                            pointer,
                            "must be ISO 8601 in UTC such as 2026-01-28T14:22:00.000Z, found "
                                    + Sentences.quoted(string.text()) + ": " + fault));
        }
    }

    /** The object in a member; an empty one when it is of another type. */
    static ObjectValue object(ObjectValue holder, String name) {
        return holder.members().get(name) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    static boolean says(ObjectValue holder, String name, String word) {
        return holder.members().get(name) instanceof StringValue string
                && string.text().equals(word);
    }

    /** Whether a member is there and says something: neither null nor a blank text. */
    static boolean isFilled(ObjectValue holder, String name) {
        return isFilled(holder.member(name));
    }

    private static boolean isFilled(Optional<JsonValue> member) {
        return member.isPresent()
                && !(member.get() instanceof NullValue)
                && !(member.get() instanceof StringValue string && string.text().isBlank());
    }
}
