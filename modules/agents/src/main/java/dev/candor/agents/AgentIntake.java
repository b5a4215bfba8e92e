package dev.candor.agents;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.Receipt;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Takes what agents did through ingestion, and counts by name what could not be mapped, of which nothing else is kept. Safe
 * for concurrent calls.
 */
public final class AgentIntake {
    /** The name under which all others are counted, once so many names are known, and what looks like no name. */
    public static final String OTHER = "(other)";

    static final int MAX_NAMES = 500;
    private static final Pattern NAME = Pattern.compile("[a-z-]+ [A-Za-z0-9_.:/-]{1,100}(?: without a name)?");

    private final Ingestion ingestion;
    private final BooleanSupplier isEnabled;
    private final Map<String, Long> unmapped = new TreeMap<>();

    /**
     * An intake.
     *
     * @param isEnabled whether telemetry is switched on: else nothing is taken
     */
    public AgentIntake(Ingestion ingestion, BooleanSupplier isEnabled) {
        this.ingestion = ingestion;
        this.isEnabled = isEnabled;
    }

    /** Whether anything is taken now. */
    public boolean isEnabled() {
        return isEnabled.getAsBoolean();
    }

    /**
     * Takes rows; they are on disk when it returns.
     *
     * @param source where they come from, for the quarantine
     * @return what became of them; {@link Receipt#EMPTY} when telemetry is off
     */
    public Receipt take(List<AgentRow> rows, String source) {
        if (rows.isEmpty() || !isEnabled()) {
            return Receipt.EMPTY;
        }
        List<ObjectValue> values = rows.stream().map(AgentRow::json).toList();
        return ingestion.take(values, Optional.of(Contract.AGENT), source);
    }

    /**
     * Counts what has no place in the contract.
     *
     * @param name the agent and how it names the event, with a space between
     * @param times how often it came
     */
    public synchronized void countUnmapped(String name, long times) {
        boolean isName = NAME.matcher(name).matches() && (unmapped.containsKey(name) || unmapped.size() < MAX_NAMES);
        unmapped.merge(isName ? name : OTHER, times, Long::sum);
    }

    /** What had no place in the contract since this process began, by name. */
    public synchronized Map<String, Long> unmapped() {
        return new TreeMap<>(unmapped);
    }
}
