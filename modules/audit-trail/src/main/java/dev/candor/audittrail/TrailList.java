package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;

/** The executions that somebody asked for, as every door lists them. */
public final class TrailList {
    private final List<TrailSum> wanted;
    private final int limit;
    private final List<String> notes;

    TrailList(List<TrailSum> wanted, int limit, List<String> notes) {
        this.wanted = wanted;
        this.limit = limit;
        this.notes = notes;
    }

    /** How many there are, the first of them, and what is left out. */
    public ObjectValue json() {
        return new ObjectValue(Map.of(
                "total", JsonValue.of(wanted.size()),
                "trails",
                        JsonValue.of(
                                wanted.stream().limit(limit).map(TrailSum::json).toList()),
                "notes", JsonValue.of(notes.stream().map(JsonValue::of).toList())));
    }
}
