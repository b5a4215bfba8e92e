package dev.candor.aggregatestore;

import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The switch, and the statistics of an item or of all. */
@Result
record TelemetryStatus(
        @Doc("Whether runs are recorded.") boolean enabled,
        @Doc("Who has the last word on that.") Decider decidedBy,
        @Doc("The absolute path of config.yaml.") String configPath,
        @Doc("The absolute path of telemetry.yaml.") String telemetryPath,

        @Doc("What on disk could not be read, a sentence each.")
        List<String> problems,

        @Doc("The item asked for.") Optional<String> itemId,

        @Doc(
                "The statistics of the item asked for; null when there are none. Other programs may keep further names here.")
        @Keywords("""
                "type":["object","null"],"required":["type","paths"],"properties":{\
                "type":{"description":"directive, tool or knowledge.","type":"string"},\
                "total_runs":{"type":"integer"},"success_count":{"type":"integer"},"failure_count":{"type":"integer"},\
                "timeout_count":{"type":"integer"},\
                "cancelled_count":{"description":"Only when there was one.","type":"integer"},\
                "avg_duration_ms":{"type":"number"},\
                "http_calls":{"type":"integer"},"subprocess_calls":{"type":"integer"},\
                "last_run":{"description":"ISO 8601 in UTC.","type":["string","null"]},\
                "last_outcome":{"type":["string","null"]},\
                "last_error":{"description":"null after a success.","type":["string","null"]},\
                "access_count":{"description":"How often a knowledge item was read.","type":"integer"},\
                "last_accessed":{"type":["string","null"]},\
                "paths":{"description":"Where the item was seen.","type":"array","items":{"type":"string"}}}""")
        Optional<JsonValue> item,

        @Doc("Items with a similar id, when there are none of the one asked for.")
        Optional<List<String>> similar,

        @Doc("All items together, when none was asked for; success_rate is null without runs.")
        Optional<Summary> summary,

        @Doc("A line for each item, sorted by id.") Optional<List<Summary.Line>> items) {}
