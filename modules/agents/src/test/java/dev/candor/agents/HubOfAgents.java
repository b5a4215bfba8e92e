package dev.candor.agents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An intake over real logs in a folder. */
final class HubOfAgents {
    static final Instant NOW = Instant.parse("2026-11-29T10:00:00.123Z");

    final Path folder;
    final AgentIntake intake;
    boolean isEnabled = true;
    private final EventLog log;

    HubOfAgents(Path folder) {
        this.folder = folder;
        Map<Contract, EventLog> logs = new HashMap<>();
        for (Contract contract : Contract.ALL) {
            logs.put(contract, log("logs/" + contract.id()));
        }
        this.log = Objects.requireNonNull(logs.get(Contract.AGENT));
        Quarantine quarantine =
                new Quarantine(log("quarantine"), folder.resolve("quarantine.lock"), () -> NOW, () -> "id");
        this.intake = new AgentIntake(
                new Pipeline(logs, quarantine, folder.resolve("index"), Duration.ofSeconds(10)), () -> isEnabled);
    }

    private EventLog log(String name) {
        return EventLog.inFolder(folder.resolve(name), LogSettings.standard(), () -> NOW, notice -> {});
    }

    /** The rows that are in the log. */
    List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(
                log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        return rows;
    }

    /** A member of each row, in their order; {@code -} where there is none. */
    List<String> members(String... names) throws IOException {
        return rows().stream()
                .map(ObjectValue::parse)
                .map(row -> String.join(
                        " ", Stream.of(names).map(name -> text(row, name)).toList()))
                .toList();
    }

    private static String text(ObjectValue row, String name) {
        return switch (row.members().get(name)) {
            case JsonValue.StringValue text -> text.text();
            case JsonValue.NumberValue number -> number.text();
            case null, default -> "-";
        };
    }

    /** Everything that any file of the folder says. */
    String onDisk() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    /** The lines of a recording. */
    static List<String> recorded(String name) throws IOException {
        try (var in = Objects.requireNonNull(HubOfAgents.class.getResourceAsStream("/agents/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
