package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.index.IndexSource;
import dev.candor.insight.StatsReport.Group;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a badge of a skill or an item. */
public final class MakeBadge implements Capability<MakeBadge.Query, Badge> {
    /** Where it is in REST. */
    public static final String PATH = "/v1/badge";

    /** What doors know of it. */
    public static final Declaration<Query, Badge> DECLARATION = Declaration.of(
                    "make_badge", "Make a badge", MakeBadgeQueryShape.INSTANCE, Badge.Endpoint.INSTANCE, """
                    Makes a badge of a skill or an item for a page: its success rate and how often it ran, as an SVG, or \
                    as the JSON that badge services read (schemaVersion, label, message, color). Use it to show in a README \
                    how reliable something is. Without runs the badge is grey and says so. Changes nothing. \
                    Example: {"key": "publish", "since": "30d"}""")
            .command(Command.of(
                            "badge",
                            "Make a badge of a skill or an item: an SVG, or the JSON that badge services read.")
                    .operands("key")
                    .exitCodes("1  it never ran, and the badge says so")
                    .orFilesOf("skill-usage")
                    .examples(
                            "candor badge publish --since 30d > publish.svg",
                            "candor badge publish --label releases --json"))
            .get(PATH)
            .unavailable("index-unavailable", "the runs cannot be read");

    private static final int NO_RUNS = 1;

    private final IndexSource index;

    /** Of what. */
    @Arguments
    record Query(
            @Doc("The name of the skill, or the id of the item.") @Size(min = 1, max = 256)
            String key,

            @Doc(
                    "Only runs of then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
            @Size(min = 2, max = 40)
            Optional<Instant> since,

            @Doc("What stands at its left end (default: the key).") @Size(min = 1, max = 60)
            Optional<String> label) {}

    /** Over this index. */
    public MakeBadge(IndexSource index) {
        this.index = index;
    }

    @Override
    public Badge call(Query query, ToolContext context) throws IOException, ToolException {
        StatsQuery ofKey = new StatsQuery(
                List.of(query.key()),
                Optional.empty(),
                query.since(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2);
        List<Group> groups = new StatsTable(ofKey, Grouping.RUNS).report(index).groups();
        return Badge.of(
                query.label().orElse(query.key()),
                groups.stream().mapToLong(Group::successes).sum(),
                groups.stream().mapToLong(Group::runs).sum());
    }

    @Override
    public void tell(Badge badge, Page page) {
        page.data(badge.svg());
    }

    @Override
    public int exitCode(Badge badge) {
        return badge.runs() == 0 ? NO_RUNS : 0;
    }
}
