package dev.candor.app.demo;

import dev.candor.app.Hub;
import dev.candor.app.demo.Month.Day;
import dev.candor.app.demo.RefusedRows.Refused;
import dev.candor.app.demo.Story.Row;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The month before a moment as three agents, an orchestrator and some trainees might leave it. For the same seed,
 * moment and size its rows are the same to the byte, but for the ids that the quarantine gives.
 */
public final class DemoMonth {
    private final Month month;
    private final long rows;
    private final List<Share> shares;
    private final RefusedRows refusedRows = new RefusedRows();
    private final SortedMap<String, Long> accepted = new TreeMap<>();
    private long quarantined;
    private Instant clock;

    /** A story, which part of all rows it tells, and how many it has told. */
    private static final class Share {
        private final double part;
        private final Story story;
        private long told;

        Share(double part, Story story) {
            this.part = part;
            this.story = story;
        }

        /** So much that it has its part of the rows by now, however much it told on the days before. */
        void tell(Day day, double rowsByNow, List<Row> ahead) {
            long owed = Math.round(part * rowsByNow) - told;
            int before = ahead.size();
            if (owed > 0) {
                story.tell(day, owed, ahead);
            }
            told += ahead.size() - before;
        }
    }

    /**
     * What came of it.
     *
     * @param accepted how many rows of each contract
     * @param quarantined how many were refused, as they are meant to be
     */
    public record Filled(SortedMap<String, Long> accepted, long quarantined) {
        /** Of all contracts. */
        public long rows() {
            return accepted.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A month.
     *
     * @param now its end
     * @param rows how many rows there are to be, about
     */
    public DemoMonth(Instant now, long seed, long rows) throws IOException {
        this.month = new Month(now);
        this.rows = rows;
        this.clock = month.begin();
        ItemStory items = new ItemStory(new Chance(seed, "items"), month);
        this.shares = List.of(
                new Share(0.3, new SkillStory(new Chance(seed, "skills"), month)),
                new Share(0.25, items),
                new Share(0.33, new AgentStory(new Chance(seed, "agents"), items)),
                new Share(0.08, new OrchestrationStory(new Chance(seed, "orchestration"), month)),
                new Share(0.03, new AuditStory(new Chance(seed, "audit"), month)),
                new Share(0.01, new TrainingStory(new Chance(seed, "training"))));
    }

    /** When it begins. */
    public Instant begin() {
        return month.begin();
    }

    /**
     * Turns telemetry on in a user path that nobody else uses, and sends each day through the pipeline at its end, so
     * that the logs have a folder for it.
     *
     * @param progress hears how many rows were taken so far
     * @throws IOException when the disk does not take them
     * @throws ToolException when {@code config.yaml} cannot be written
     */
    public Filled fill(
            UserPath userPath, Map<String, String> environment, Consumer<String> notices, LongConsumer progress)
            throws IOException, ToolException {
        Hub hub = new Hub(userPath, environment, () -> clock, notices);
        hub.config().set(true);
        List<Row> ahead = new ArrayList<>();
        double part = 0;
        int refused = 0;
        for (Day day : month.days()) {
            part += day.share();
            for (Share share : shares) {
                share.tell(day, rows * part, ahead);
            }
            ahead.sort(Comparator.comparing(Row::at));
            List<Row> come =
                    ahead.stream().filter(row -> row.at().isBefore(day.until())).toList();
            ahead = new ArrayList<>(ahead.subList(come.size(), ahead.size()));
            clock = day.until().minusMillis(1);
            take(come, hub, progress);
            for (long due = Math.round(part * refusedRows.count()); refused < due; refused++) {
                Refused row = refusedRows.row(refused, clock, come);
                quarantined +=
                        take(row.text(), Optional.empty(), row.source(), hub).quarantined();
            }
        }
        clock = month.now();
        hub.store().checkpoint();
        return new Filled(accepted, quarantined);
    }

    private void take(List<Row> come, Hub hub, LongConsumer progress) throws IOException {
        for (Contract contract : Contract.ALL) {
            List<String> own = come.stream()
                    .filter(row -> row.contract().equals(contract))
                    .map(Row::json)
                    .toList();
            Receipt receipt = take(own.stream().collect(Collectors.joining("\n")), Optional.of(contract), "demo", hub);
            if (receipt.accepted() != own.size()) {
                throw new IllegalStateException("rows of the demo break the contract " + contract.id() + ": "
                        + receipt.rows().getFirst());
            }
            accepted.merge(contract.id(), receipt.accepted(), Long::sum);
            progress.accept(
                    accepted.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    private static Receipt take(String lines, Optional<Contract> contract, String source, Hub hub) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        Receipt receipt = hub.ingestion().take(in, RowFormat.NDJSON, contract, source, taken -> {});
        if (receipt.end().isPresent()) {
            throw new IOException(receipt.end().get().sentence());
        }
        return receipt;
    }
}
