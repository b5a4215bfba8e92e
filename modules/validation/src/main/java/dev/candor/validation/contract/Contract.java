package dev.candor.validation.contract;

import dev.candor.foundation.files.ShippedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A contract that ships with Candor: its id and version name the folder under {@code schemas/} with its files.
 *
 * @param id the contract's name, for instance {@code skill-usage}
 * @param version its version, as its rows or its schema write it
 * @param markers properties that together only its rows have, by which they are told from those of others; see
 *     {@link Recognition}
 */
public record Contract(String id, String version, List<String> markers) {
    /** One wrapped command run of a skill a row. */
    public static final Contract SKILL_USAGE =
            new Contract("skill-usage", "1", List.of("skill", "timestamp_utc", "context", "source", "status"));

    /** One run or access of an item a row. */
    public static final Contract EXECUTION =
            new Contract("execution", "1", List.of("run_id", "item_id", "item_type", "event"));

    /** One lifecycle event of an orchestrator a row. */
    public static final Contract ORCHESTRATION =
            new Contract("orchestration", "0.20.2", List.of("repository", "tool", "phase", "attempt", "status"));

    /** One event of a training or audit session a row. */
    public static final Contract SESSION = new Contract(
            "session", "1", List.of("event_id", "session_id", "participant_id", "event_type", "actor_id", "phase"));

    /** One record that bears decisions, tied to others by its correlation id, a row. */
    public static final Contract AUDIT = new Contract(
            "audit", "1.0", List.of("correlation_id", "actor", "action", "entity", "outcome", "execution"));

    /** One thing that an agent did, as one witness saw it, a row. */
    public static final Contract AGENT =
            new Contract("agent", "1", List.of("agent", "kind", "outcome", "started_at", "origin"));

    private static final Pattern OF_AGENTS =
            Pattern.compile("\"agent\"\\s*:\\s*\"(?:claude-code|codex|gemini-cli|copilot|cursor|opencode|other)\""
                    + "|\"hook_?[Ee]vent_?[Nn]ame\"\\s*:|\"resource(?:Logs|Spans)\"\\s*:");

    /** Every contract that ships. */
    public static final List<Contract> ALL = List.of(SKILL_USAGE, ORCHESTRATION, SESSION, AUDIT, EXECUTION, AGENT);

    /** Copies the markers. */
    public Contract {
        markers = List.copyOf(markers);
    }

    /** The contract of that id. */
    public static Optional<Contract> named(String id) {
        return ALL.stream().filter(contract -> contract.id().equals(id)).findFirst();
    }

    /** The ids of all. */
    public static List<String> ids() {
        return ALL.stream().map(Contract::id).toList();
    }

    /**
     * Whether a row that is refused may hold what nobody agreed to keep, such as a prompt: then only where and by which
     * rule it was refused is kept.
     */
    public boolean isPrivate() {
        return equals(AGENT);
    }

    /** Whether a text whose contract is not known may hold what an agent did: a damaged row, or what was to be made one. */
    public static boolean mayBePrivate(String text) {
        return OF_AGENTS.matcher(text).find();
    }

    /** Where its schema lies, from the installed folder on. */
    public String schemaPath() {
        return "schemas/" + id + "/" + version + "/" + id + ".schema.json";
    }

    /** The file with the JSON Schema of its rows. */
    public byte[] schemaFile() {
        return file(id + ".schema.json");
    }

    /** The file with its dictionary of reason codes; see {@link ReasonCodes#parse}. */
    public byte[] reasonCodesFile() {
        return file("reason-codes.json");
    }

    /**
     * A file that ships beside its schema, for instance another schema that goes with it.
     *
     * @throws UncheckedIOException when the installation lacks it or it cannot be read
     */
    public byte[] file(String name) {
        String path = "schemas/" + id + "/" + version + "/" + name;
        try {
            return ShippedFile.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the installation misses " + path + "; install Candor anew", e);
        }
    }
}
